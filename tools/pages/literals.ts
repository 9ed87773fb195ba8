import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

/** Texts that are written in the sources stand for all that can be said; `…` is what is only known when it is said. */

/** The sources of folders and files, in order. */
export function sourcesIn(root: string, places: readonly string[]): ts.SourceFile[] {
  const files = places.flatMap((place) =>
    place.endsWith(".ts")
      ? [place]
      : readdirSync(join(root, place))
          .filter((file) => file.endsWith(".ts"))
          .sort()
          .map((file) => `${place}/${file}`),
  );
  return files.map((file) =>
    ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true),
  );
}

/** The texts within a node, from its beginning to its end. */
export function textsIn(node: ts.Node): string[] {
  const text = textOf(node);
  if (text !== undefined) return [text];
  const found: string[] = [];
  ts.forEachChild(node, (child) => void found.push(...textsIn(child)));
  return found;
}

/** The nodes within a node that are what is looked for. */
export function nodesIn<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = is(node) ? [node] : [];
  ts.forEachChild(node, (child) => void found.push(...nodesIn(child, is)));
  return found;
}

/** What is wrong, and what is to be done about it. */
export interface Advice {
  readonly subjects: readonly string[];
  readonly remedies: readonly string[];
}

/** Every object of the sources that has a `subject` and a `remedy`. */
export function adviceIn(source: ts.SourceFile): Advice[] {
  return nodesIn(source, ts.isObjectLiteralExpression).flatMap((object) => {
    const [subject, remedy] = ["subject", "remedy"].map((name) => valueOf(object, name));
    if (!subject || !remedy) return [];
    return [{ subjects: sentencesIn(subject, source), remedies: sentencesIn(remedy, source) }];
  });
}

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = object.properties.filter(ts.isPropertyAssignment).find((each) => each.name.getText() === name);
  return property?.initializer;
}

/** The sentences of an expression; those of a function of the same file, if it calls one. */
function sentencesIn(expression: ts.Expression, source: ts.SourceFile): string[] {
  const called = ts.isCallExpression(expression) ? expression.expression.getText() : undefined;
  const functions = nodesIn(source, ts.isFunctionDeclaration).filter(({ name }) => name?.text === called);
  const texts = called === undefined ? textsIn(expression) : functions.flatMap((each) => textsIn(each));
  return texts.filter((text) => /^\S+ \S/.test(text));
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
}
