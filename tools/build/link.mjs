// @ts-check
import { lstatSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes the package be found under its name from the examples: each is a package of its own, as one that is copied out
 * is, so that it can't find the one around it by itself.
 *
 * @param {string} root
 */
export function linkForExamples(root) {
  const folder = join(root, "examples", "node_modules");
  const link = join(folder, "pulumi-inspector-status");
  if (lstatSync(link, { throwIfNoEntry: false })) return;
  mkdirSync(folder, { recursive: true });
  try {
    symlinkSync(root, link, "junction");
  } catch (error) {
    // Another process has made the link meanwhile.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}
