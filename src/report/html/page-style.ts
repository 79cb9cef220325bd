/** The page's look: light and dark, wide and narrow, on screen and on paper. Ratios of contrast are tested in test/report/html. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --raised: #f6f8fa; --ink: #1b1f24; --muted: #57606a; --line: #d8dee4; --accent: #0b57d0;
  --zone: #e3edfb; --zone-edge: #5b8dd9; --warn: #fff4dc; --warn-edge: #b7791f;
  --negative: #b93a0f; --neutral: #6b7280; --positive: #1d4ed8; --other: #8a6100;
  --series-0: #0b57d0; --series-1: #b93a0f; --series-2: #00755e; --series-3: #8e3aa8; --series-4: #8a6100; --series-5: #4b5563;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11151a; --raised: #1a2027; --ink: #e6eaf0; --muted: #9fabb8; --line: #323b45; --accent: #7cb0ff;
    --zone: #1b2c45; --zone-edge: #5b8dd9; --warn: #33290f; --warn-edge: #d9a441;
    --negative: #f28a55; --neutral: #9aa4b0; --positive: #7aa7ff; --other: #d9b24a;
    --series-0: #7cb0ff; --series-1: #f28a55; --series-2: #4cc9a7; --series-3: #d59be8; --series-4: #d9b24a; --series-5: #aab4c0;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: .5rem; }
body { margin: 0; overflow-wrap: anywhere; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--paper); z-index: 2; }
.skip:focus { left: 1rem; top: 1rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.patterns { position: absolute; }
.layout { max-width: 78rem; margin: 0 auto; padding: 0 1.25rem 4rem; }
header { padding: 2.2rem 0 .5rem; max-width: 54rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .8rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 3rem 0 .8rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p, ul { max-width: 54rem; margin: .6rem 0; }
.lead { font-size: 1.08rem; }
.meta { color: var(--muted); font-size: .9rem; }
nav ol { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; padding: 0; margin: 1rem 0; font-size: .93rem; }
@media (min-width: 72rem) {
  .layout { display: grid; grid-template-columns: 11.5rem minmax(0, 1fr); column-gap: 2.5rem; }
  header { grid-column: 2; }
  nav { grid-column: 1; grid-row: 1 / span 2; padding-top: 2.6rem; }
  nav ol { position: sticky; top: 1.5rem; flex-direction: column; gap: .35rem; }
  main { grid-column: 2; }
}
main { min-width: 0; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; max-width: 26rem; }
thead th { color: var(--muted); font-weight: 600; border-bottom: 2px solid var(--line); vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td code { font-size: .8rem; white-space: nowrap; }
td:has(code) { max-width: none; }
code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
small { display: block; color: var(--muted); font-size: .82rem; font-weight: 400; }
.matrix td { white-space: nowrap; }
.matrix th[scope=row] { min-width: 8.5rem; font-weight: 600; }
.few { color: var(--muted); }
abbr { text-decoration: none; }
.verdict { white-space: nowrap; }
.verdict::before { display: inline-block; width: 1.15rem; font-weight: 700; }
.verdict.exact::before { content: "="; color: var(--positive); }
.verdict.equivalent::before { content: "✓"; color: var(--positive); }
.verdict.different::before { content: "≠"; color: var(--negative); }
.verdict.inconclusive::before { content: "?"; color: var(--other); }
.few .verdict { font-weight: 500; }
.counts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .7rem; max-width: none; margin: 1.2rem 0; }
.counts li { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; display: flex; align-items: baseline; gap: .6rem; }
.counts b { white-space: nowrap; font-size: 1.5rem; line-height: 1; font-variant-numeric: tabular-nums; }
figure { margin: 1.6rem 0 2.2rem; }
figcaption p { margin: .25rem 0 .5rem; color: var(--muted); font-size: .93rem; }
.where { color: var(--muted); }
.small-design { white-space: nowrap; margin-left: .6rem; padding: .05rem .5rem; border: 1px solid var(--warn-edge); border-radius: 1rem; font-size: .8rem; color: var(--ink); background: var(--warn); }
.chart svg { display: block; font-family: inherit; font-size: 12px; max-width: none; }
.chart svg text { white-space: pre; unicode-bidi: isolate; }
.halo { paint-order: stroke; stroke: var(--paper); stroke-width: 3.5px; stroke-linejoin: round; font-weight: 600; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.2rem; font-size: .87rem; max-width: none; }
.legend svg { vertical-align: -2px; }
.legend rect { stroke: var(--muted); stroke-width: 1; }
.pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 0 2rem; }
details.behind { margin: .5rem 0; }
summary { cursor: pointer; color: var(--accent); font-size: .93rem; width: fit-content; }
details[open] > summary { margin-bottom: .5rem; }
.command { display: flex; gap: .7rem; align-items: flex-start; max-width: 54rem; }
.command pre { flex: 1; min-width: 0; margin: 0; padding: .7rem .9rem; background: var(--raised); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .87rem; }
button, select, input[type=search] { font: inherit; font-size: .93rem; color: var(--ink); background: var(--raised); border: 1px solid var(--muted); border-radius: .35rem; padding: .3rem .6rem; max-width: 100%; }
button { cursor: pointer; }
button:disabled { cursor: default; color: var(--muted); border-color: var(--line); }
.warning { background: var(--warn); border-left: 4px solid var(--warn-edge); padding: .7rem 1rem; }
form { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; margin: 1rem 0; font-size: .93rem; }
form[hidden], .pager[hidden], [hidden] { display: none; }
[role=switch]::before { content: "○ "; }
[role=switch][aria-checked=true] { background: var(--accent); border-color: var(--accent); color: var(--paper); }
[role=switch][aria-checked=true]::before { content: "● "; }
.samples table { width: 100%; table-layout: fixed; min-width: 34rem; }
.samples th, .samples td { padding-right: 1rem; overflow-wrap: anywhere; max-width: none; }
.samples tbody th { font-weight: 600; }
.label { display: inline-block; font-size: .8rem; font-weight: 600; padding: 0 .5rem; border-radius: 1rem; border: 1.5px solid; margin-right: .5rem; }
.label.negative { color: var(--negative); } .label.neutral { color: var(--muted); } .label.positive { color: var(--positive); } .label.other { color: var(--other); border-style: dashed; }
.faint, .prompt { color: var(--muted); font-size: inherit; }
td .faint { font-size: .82rem; }
.text { display: block; margin-top: .25rem; overflow: hidden; unicode-bidi: isolate; }
.redacted { display: block; color: var(--muted); background: repeating-linear-gradient(90deg, var(--line) 0 2.6rem, var(--paper) 2.6rem 3rem); border-radius: .2rem; }
.redacted { font-size: .78rem; padding: .1rem .4rem; }
@media (max-width: 40rem) {
  .layout { padding: 0 .9rem 3rem; }
  h1 { font-size: 1.6rem; }
  .chart { margin-right: -.9rem; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --raised: #ffffff; --ink: #000000; --muted: #444444; --line: #bbbbbb; --accent: #0b57d0; --zone: #e3edfb; --warn: #ffffff;
    --negative: #b93a0f; --neutral: #6b7280; --positive: #1d4ed8; --other: #8a6100;
    --series-0: #0b57d0; --series-1: #b93a0f; --series-2: #00755e; --series-3: #8e3aa8; --series-4: #8a6100; --series-5: #4b5563;
  }
  html { font-size: 10pt; }
  nav, .skip, form, .pager, .copy, details.behind:not([open]) { display: none; }
  .layout { display: block; padding: 0; max-width: none; }
  .scroll { overflow: visible; }
  .chart svg { max-width: 100%; height: auto; }
  figure, tr, .warning { break-inside: avoid; }
  h2, h3, figcaption { break-after: avoid; }
  * { print-color-adjust: exact; }
}
`;
