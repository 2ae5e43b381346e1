/**
 * The page's style sheet.
 *
 * @module
 */

import { FONT_FAMILY, type Tone, TONES } from "./theme.ts";

const variables = (shade: keyof Tone) =>
  Object.entries(TONES).map(([name, tone]) => `--${name}:${tone[shade]};`).join("");

/** Everything between `<style>` and `</style>`: light or dark as the reader's system is, always light on paper. */
export const STYLE: string = `
:root { color-scheme: light dark; ${variables("light")} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables("dark")} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 ${FONT_FAMILY}; }
body > * { max-width: 920px; margin-inline: auto; padding-inline: 20px; }
header { padding-top: 2.5rem; }
h1 { margin: 0; font-size: 1.05rem; font-weight: 650; }
h2 { margin: 3.25rem 0 .9rem; padding-top: 1rem; border-top: 1px solid var(--grid); font-size: 1.3rem; line-height: 1.25; letter-spacing: -.01em; }
h3 { margin: 2rem 0 .5rem; font-size: 1rem; }
h4 { margin: 1rem 0 .4rem; font-size: .9rem; font-weight: 600; }
p, ul, dl, figure, details, table { margin: .75rem 0; }
p, li, figcaption, caption { max-width: 44rem; text-wrap: pretty; }
a { color: var(--blue); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace; }
code { overflow-wrap: anywhere; }
pre { margin: .75rem 0; padding: .8rem 1rem; overflow-x: auto; background: var(--wash); border-radius: 4px; }
.quiet, figcaption, caption, .count { color: var(--muted); font-size: .875rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h1 + p { margin: .1rem 0 0; }

.verdict { margin: 2rem 0 1.25rem; padding-left: 1.1rem; border-left: 5px solid var(--grey); }
.verdict p { margin: 0; max-width: 44rem; font-size: 1.15rem; line-height: 1.45; text-wrap: pretty; }
.verdict .answer { margin-bottom: .5rem; font-size: clamp(1.5rem, 5.5vw, 2.2rem); line-height: 1.15; letter-spacing: -.02em; font-weight: 650; text-wrap: balance; }
.verdict.yes { border-color: var(--blue); } .verdict.no { border-color: var(--vermilion); }
.verdict.minor p { font-size: 1rem; letter-spacing: 0; }
.cautions { margin: 1.25rem 0; padding: .9rem 1.1rem; background: var(--wash); border-radius: 4px; }
.cautions h2 { margin: 0 0 .3rem; padding: 0; border: 0; font-size: 1rem; letter-spacing: 0; }
.cautions ul { margin: 0; padding-left: 1.1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; margin: 1.5rem 0 0; padding: 0; list-style: none; font-size: .9rem; }

dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.4rem; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--blue); }
summary .count { margin-left: .3rem; }
details > :last-child { margin-bottom: .3rem; }

.scroll { position: relative; overflow-x: auto; margin: .75rem 0; }
.scroll table { margin: 0; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
table.full { width: 100%; }
caption { max-width: min(44rem, 100vw - 40px); padding-bottom: .5rem; text-align: left; }
th, td { padding: .42rem .7rem; border-bottom: 1px solid var(--grid); text-align: left; vertical-align: baseline; }
th { font-weight: 600; } thead th { vertical-align: bottom; border-bottom-color: var(--muted); white-space: normal; }
.scroll tbody th { position: sticky; left: 0; background: var(--paper); }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; } td.number { white-space: nowrap; }
.below { display: block; color: var(--muted); font-size: .875em; font-weight: 400; }
.scores tbody th { padding-right: 1rem; }
.scores tbody tr.model th, .scores .best { font-weight: 700; }
.scores tbody th { font-weight: 400; }
.group th { padding-top: 1rem; color: var(--muted); font-size: .8rem; font-weight: 400; }
.sell { color: var(--vermilion); } .hold { color: var(--muted); } .buy { color: var(--blue); }
.class { white-space: nowrap; font-weight: 600; }
.confusion { width: 100%; }
.confusion th .count { font-weight: 400; }
.confusion td { border: 2px solid var(--paper); padding: .8rem .7rem; text-align: center; background: color-mix(in srgb, var(--blue) calc(var(--share) * 60%), var(--wash)); }
.confusion td .count { display: block; color: inherit; opacity: .85; }
.confusion td.right { outline: 1.5px solid var(--ink); outline-offset: -4px; }
.confusion thead th { text-align: center; border: 0; }
.confusion tbody th { border: 0; padding-right: 1rem; }
.months { font-size: .82rem; }
.months thead th { font-weight: 400; color: var(--muted); }
.months :is(th, td) { padding: .34rem .4rem; border: 2px solid var(--paper); }
.months tbody th { padding-left: 0; }
.months .gain { background: color-mix(in srgb, var(--blue) calc(var(--share) * 45%), var(--wash)); }
.months .loss { background: color-mix(in srgb, var(--vermilion) calc(var(--share) * 45%), var(--wash)); }
.months .total { font-weight: 600; }
.several { margin-right: .7rem; }
label select { margin-left: .5rem; padding: .3rem .5rem; font: inherit; color: inherit; background: var(--wash); border: 1px solid var(--muted); border-radius: 4px; }
.ticker + .ticker { margin-top: 2.5rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 390px), 1fr)); gap: 0 2.5rem; align-items: start; }
:is(.scores, .tight) :is(th, td):not(:first-child) { padding-inline: .45rem; }
.pair :is(th, td):not(:first-child) { padding-inline: .35rem; }
.pair > * { min-width: 0; }
.pair table { font-size: .84rem; }
.pair dl { grid-template-columns: fit-content(45%) minmax(0, 1fr); }

figure { margin-block: .5rem 1.75rem; }
figcaption { margin-top: .25rem; }
.still svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
@media screen and (max-width: 600px) { .wide { display: none; } .narrow { display: block; } }
.live { display: none; }
.drawn .live { display: block; } .drawn .still { display: none; }
footer { margin-top: 4rem; padding-bottom: 3rem; }

@media (max-width: 600px) {
  body > * { padding-inline: 16px; }
  header { padding-top: 1.5rem; }
  dl, .pair dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .55rem; }
  table { font-size: .82rem; }
  .pair :is(th, td):not(:first-child) { padding-inline: .3rem; }
  .confusion td { padding-inline: .2rem; } .confusion thead .count { display: block; }
}
@media print {
  body { font-size: 10pt; }
  .live, nav { display: none; } .drawn .live { display: none; } .drawn .still.wide { display: block; }
  body > * { padding-inline: 0; }
  .ticker[hidden] { display: block; } label:has(select) { display: none; }
  .confusion td, .months td { print-color-adjust: exact; }
  figure, tr, .verdict, .cautions, .pair > * { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  .scroll { overflow: visible; }
  th, td { padding: .25rem .4rem; }
}
`;
