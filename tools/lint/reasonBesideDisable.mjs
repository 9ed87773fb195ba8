// @ts-check
/**
 * A rule for ESLint: whoever switches a rule off in a file says why (`// eslint-disable-next-line NAME -- reason`).
 *
 * @type {import("eslint").Rule.RuleModule}
 */
export const reasonBesideDisable = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: { missing: "Say why the rule is off: `{{directive}} RULE -- reason`." },
  },
  create: (context) => ({
    Program() {
      for (const { value, loc } of context.sourceCode.getAllComments()) {
        const directive = /^\s*(eslint-disable\S*)(?![^]*\s-{2,}\s+\S)/.exec(value)?.[1];
        if (!directive || !loc) continue;
        // The report stands before the comment, because the comment would switch off this rule as well.
        context.report({
          loc: { start: { line: loc.start.line, column: -1 }, end: loc.end },
          messageId: "missing",
          data: { directive },
        });
      }
    },
  }),
};
