/** The style of the page, also for phones, printers, dark mode and high contrast. */
export const pageStyle = `
:root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--soft:#57606a;--line:#d0d7de;--head:#f6f8fa;--bad:#b31d28;--wait:#8a5a00;--good:#1a6b2d;--focus:#0550ae}
@media (prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;--soft:#9ea7b3;--line:#30363d;--head:#161b22;--bad:#ff8c85;--wait:#e3b341;--good:#6fdd8b;--focus:#79c0ff}}
*{box-sizing:border-box}
body{margin:0;padding:1rem clamp(.75rem,3vw,2.5rem);background:var(--back);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.4rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:1rem 0 .25rem}p{margin:.25rem 0}header p,.soft{color:var(--soft)}
code{font-family:ui-monospace,monospace}
button,input,select{font:inherit;color:inherit;background:var(--head);border:1px solid var(--line);border-radius:.4rem;padding:.35rem .6rem;min-height:2.4rem}
:focus-visible{outline:3px solid var(--focus);outline-offset:1px}
.tabs{display:flex;flex-wrap:wrap;gap:.4rem;margin:1rem 0 .5rem}
.tabs button[aria-selected=true]{border-color:var(--focus);box-shadow:inset 0 -3px 0 var(--focus);font-weight:600}
.filters{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin:.5rem 0}
.filters label{display:grid;font-size:.85rem;color:var(--soft)}.filters input{width:min(22rem,80vw)}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{position:sticky;top:0;background:var(--head);z-index:1}
th[scope=row]{font-weight:400}
th[scope=row] button{border:0;background:none;padding:0 .2rem;min-height:1.8rem;text-align:left;cursor:pointer;font-variant-numeric:tabular-nums}
th[scope=row] button::before{content:"\\25B8 "}th[scope=row] button[aria-expanded=true]::before{content:"\\25BE "}
.violation,.drift,.unverified{color:var(--bad)}.pending,.accepted{color:var(--wait)}.ok{color:var(--good)}.skipped{color:var(--soft)}
.detail td{background:var(--head)}.detail ul{margin:.2rem 0;padding-left:1.2rem}.detail q{font-style:italic}
@media (max-width:44rem){
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
table,tbody,tr,td,th[scope=row]{display:block;width:100%}
tr{border-bottom:1px solid var(--line);padding:.4rem 0}
td,th[scope=row]{border:0;padding:.15rem .25rem}
td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}
}
@media (forced-colors:active){.tabs button[aria-selected=true]{border-width:3px}}
@media print{:root{--back:#fff;--text:#000;--soft:#444;--head:#eee;--bad:#900;--wait:#740;--good:#060;color-scheme:light}
.filters,.tabs,.more{display:none}thead th{position:static}tr{break-inside:avoid}body{padding:0;font-size:.8rem}}
`;
