/**
 * The script of the page. It writes text only, never markup, so that nothing in the data is taken for any. Only the
 * rows that are looked at exist; all of them do where the page is printed.
 */
export const pageScript = `"use strict";
const STEP = 200;
const { texts, sections, outcomes, standings } = JSON.parse(document.getElementById("data").textContent);
const main = document.getElementById("main");
const view = { tab: 0, text: "", standing: "", limit: STEP };

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const tabs = [...(sections.length > 1 ? [{ title: "All", all: sections }] : []), ...sections.map((each) => ({ title: each.title, all: [each] }))];
const rank = Object.keys(standings);
for (const tab of tabs) {
  tab.types = [...new Set(tab.all.flatMap(({ types }) => types))];
  tab.rows = tab.all.flatMap((section) => section.accounts.map((account) => ({ section, account })));
  if (tab.all.length > 1) tab.rows.sort((a, b) => rank.indexOf(a.account[1]) - rank.indexOf(b.account[1]));
}

function sentence(index, id) {
  return texts[index].split("\\u0001").join(id);
}

function searchable(row) {
  if (row.search === undefined) {
    const { section, account } = row;
    const [id, standing, state, states, problems, note] = account;
    const parts = [id, section.title, standings[standing].words, texts[state], texts[note]];
    for (const index of states) if (index >= 0) parts.push(texts[index]);
    for (const problem of problems) parts.push(sentence(problem[0], id));
    row.search = parts.join("\\n").toLowerCase();
  }
  return row.search;
}

function matching() {
  const words = view.text.toLowerCase().split(/\\s+/).filter(Boolean);
  return tabs[view.tab].rows.filter(
    (row) => (!view.standing || row.account[1] === view.standing) && words.every((word) => searchable(row).includes(word)),
  );
}

const tabList = make("div", { class: "tabs", role: "tablist", "aria-label": "Stacks and Regions" });
tabs.forEach((tab, index) => {
  const worst = tab.all[0] && tab.all[0].outcome;
  const sign = worst ? make("span", { class: worst }, outcomes[worst].sign) : "";
  tabList.append(
    make("button", { type: "button", role: "tab", id: "tab" + index, "aria-controls": "panel", click: () => select(index) }, sign, " " + tab.title),
  );
});
tabList.addEventListener("keydown", (event) => {
  const moves = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  let next;
  if (moves[event.key]) next = (view.tab + moves[event.key] + tabs.length) % tabs.length;
  if (event.key === "Home") next = 0;
  if (event.key === "End") next = tabs.length - 1;
  if (next === undefined) return;
  event.preventDefault();
  select(next);
  tabList.children[next].focus();
});

let timer;
const search = make("input", {
  type: "search",
  id: "search",
  autocomplete: "off",
  input: () => {
    clearTimeout(timer);
    timer = setTimeout(() => change({ text: search.value }), 120);
  },
});
const standing = make("select", { id: "standing", change: () => change({ standing: standing.value }) }, make("option", { value: "" }, "all"));
for (const [name, { sign, words }] of Object.entries(standings)) standing.append(make("option", { value: name }, sign + " " + words));
const count = make("p", { class: "soft", id: "count", role: "status" });
const filters = make(
  "div",
  { class: "filters", role: "search" },
  make("label", { for: "search" }, "Account or text", search),
  make("label", { for: "standing" }, "Status", standing),
);
const panel = make("div", { id: "panel", role: "tabpanel", tabindex: "-1" });
main.replaceChildren(...(tabs.length > 1 ? [tabList] : []), filters, count, panel);

function select(index) {
  [...tabList.children].forEach((tab, i) => {
    tab.setAttribute("aria-selected", String(i === index));
    tab.tabIndex = i === index ? 0 : -1;
  });
  panel.setAttribute("aria-labelledby", "tab" + index);
  change({ tab: index });
}

function change(changes) {
  Object.assign(view, { limit: STEP }, changes);
  show();
}

function show() {
  const tab = tabs[view.tab];
  const rows = matching();
  count.textContent = rows.length + " of " + tab.rows.length + " accounts";
  panel.replaceChildren(...tab.all.flatMap(heading), ...(tab.rows.length > 0 ? [table(tab, rows)] : []));
  if (rows.length > view.limit) panel.append(more(rows));
}

function heading(section) {
  const { sign } = outcomes[section.outcome];
  const title = make("h2", { class: section.outcome }, sign + " " + section.title);
  const list = [...section.general.map(([message]) => texts[message]), ...section.notes];
  const items = list.length > 0 ? [make("ul", {}, ...list.map((item) => make("li", {}, item)))] : [];
  return [title, make("p", {}, section.line), ...items];
}

function table(tab, rows) {
  const columns = ["Account", ...(tab.all.length > 1 ? ["Where"] : []), "Status", ...tab.types];
  const head = make("thead", {}, make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, column))));
  const body = make("tbody", {});
  for (const row of rows.slice(0, view.limit)) body.append(line(tab, row, columns.length));
  return make("table", {}, make("caption", { class: "soft", hidden: "" }, "Accounts and scan types, the worst first"), head, body);
}

function line(tab, { section, account }, width) {
  const [id, standing, state, states, problems] = account;
  const { sign, words } = standings[standing];
  const button = make("button", { type: "button", "aria-expanded": "false", click: () => toggle(button, section, account, width) }, id);
  const cells = tab.types.map((type) => {
    const index = states[section.types.indexOf(type)];
    const found = index === undefined || index < 0 ? undefined : texts[index];
    const problem = problems.find((each) => texts[each[1]] === type);
    const good = found === section.expected ? "ok" : "";
    const kind = problem ? (standing === "accepted" ? standing : problem[4] ? "pending" : "violation") : good;
    return make("td", { "data-label": type, class: kind }, (kind && standings[kind].sign + " ") + (found || "–"));
  });
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, button),
    ...(tab.all.length > 1 ? [make("td", { "data-label": "Where" }, section.title)] : []),
    make("td", { "data-label": "Status", class: standing }, sign + " " + words + ", " + texts[state]),
    ...cells,
  );
}

function toggle(button, section, account, width) {
  const row = button.closest("tr");
  const isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!isOpen));
  if (isOpen) row.nextElementSibling.remove();
  else row.after(make("tr", { class: "detail" }, make("td", { colspan: width }, detail(account))));
}

function detail([id, , , , problems, note]) {
  const items = problems.map(([message, , says, remedy]) =>
    make(
      "li",
      {},
      sentence(message, id),
      ...(texts[says] ? [make("br"), "AWS says: ", make("q", {}, texts[says])] : []),
      make("br"),
      make("span", { class: "soft" }, "What to do: " + texts[remedy]),
    ),
  );
  if (items.length > 0) return make("ul", {}, ...items);
  return texts[note] || "Everything is as declared.";
}

function more(rows) {
  const rest = rows.length - view.limit;
  const button = make("button", { type: "button", click: () => { view.limit += STEP; show(); } }, "Show " + Math.min(STEP, rest) + " of " + rest + " more");
  return make("p", { class: "more" }, button);
}

addEventListener("beforeprint", () => { view.limit = Infinity; show(); for (const button of panel.querySelectorAll("tbody .violation, tbody .pending")) { const toggle = button.closest("tr").querySelector("button[aria-expanded=false]"); if (toggle) toggle.click(); } });
addEventListener("afterprint", () => change({}));
select(0);
`;
