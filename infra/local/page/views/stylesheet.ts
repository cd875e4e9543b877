/** The one stylesheet, inlined into each page. No remote fonts: the page must open without a network. */
export const stylesheet = `
:root{
  --paper:#fff;--tint:#f3f5f7;--ink:#16212c;--muted:#4a5967;--rule:#cdd5dc;--strong-rule:#8794a1;
  --mast:#12304d;--mast-ink:#fff;--mast-muted:#c5d3e0;--accent:#b3202a;--link:#0a4a86;--focus:#ffbf47;
  --bad:#a4161f;--good:#0d6a3a;--unclear:#865300;--neutral:#4a5967;--track:#e2e7ec;--cut:#fff;
  color-scheme:light dark
}
@media (prefers-color-scheme:dark){:root{
  --paper:#11171d;--tint:#1a222a;--ink:#e7ecf1;--muted:#a8b5c1;--rule:#33404c;--strong-rule:#64727f;
  --mast:#0c2034;--mast-ink:#fff;--mast-muted:#b3c4d4;--accent:#e0525b;--link:#8fc3f5;--focus:#ffbf47;
  --bad:#ff8f8a;--good:#79d2a0;--unclear:#efc06b;--neutral:#a8b5c1;--track:#2b3641;--cut:#11171d
}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 "Segoe UI","Noto Sans",Roboto,"Helvetica Neue",Arial,sans-serif;
  font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.inner,main{max-width:74rem;margin:0 auto;padding:0 1.5rem}
main{padding-top:1.5rem;padding-bottom:3rem}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;box-shadow:0 0 0 2px var(--ink)}
.skip{position:absolute;left:-999rem;background:var(--paper);padding:.75rem 1rem;z-index:1}
.skip:focus{left:.5rem;top:.5rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}

.masthead{background:var(--mast);color:var(--mast-ink);border-bottom:4px solid var(--accent)}
.masthead .inner{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:flex-end;gap:.25rem 2rem}
.brand{margin:0;padding:.9rem 0 .8rem;display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .9rem;line-height:1.3}
.brand a{color:inherit;text-decoration:none;font-weight:700;font-size:1.5rem;letter-spacing:-.01em}
.brand span{color:var(--mast-muted);font-size:.95rem}
.masthead ul{list-style:none;display:flex;flex-wrap:wrap;gap:0 1.6rem;margin:0;padding:0}
.masthead nav a{display:block;color:var(--mast-ink);text-decoration:none;padding:.6rem 0 .75rem;border-bottom:4px solid transparent}
.masthead nav a:hover{border-color:var(--mast-muted)}
.masthead nav a[aria-current]{border-color:var(--mast-ink);font-weight:600}
footer{border-top:1px solid var(--rule);background:var(--tint);color:var(--muted);font-size:.92rem;padding:1.25rem 0 2rem}
footer p{margin:.35rem 0;max-width:62rem}
.crumbs ol{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem .6rem;margin:0 0 1.1rem;padding:0;font-size:.95rem}
.crumbs li+li::before{content:"›";color:var(--muted);margin-right:.6rem}

h1{font-size:2rem;line-height:1.2;letter-spacing:-.015em;margin:0 0 .6rem;text-wrap:balance}
h2{font-size:1.4rem;line-height:1.3;margin:2.6rem 0 .5rem;text-wrap:balance}
h3{font-size:1.1rem;margin:1.6rem 0 .4rem}
p,ul,ol,dl{max-width:46rem}
p{margin:.5rem 0 .9rem}
.lede{font-size:1.25rem;line-height:1.5;max-width:54rem}
.note,caption .note{color:var(--muted);font-size:.95rem}
.kicker{margin:0 0 .2rem;color:var(--muted);font-size:1rem}
code{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.88em;overflow-wrap:anywhere}

.months{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;margin:1rem 0 1.6rem;padding:0;max-width:none}
.months a{display:block;padding:.3rem .7rem;border:1px solid var(--rule);text-decoration:none;color:var(--link);min-height:2.25rem}
.months a:hover{border-color:var(--link)}
.months a[aria-current]{background:var(--mast);border-color:var(--mast);color:var(--mast-ink);font-weight:600}
.figures{display:flex;flex-wrap:wrap;gap:1rem 3rem;margin:1.4rem 0 .5rem;padding:1rem 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);max-width:none}
.figures dt{color:var(--muted);font-size:.95rem}
.figures dd{margin:0;font-size:1.7rem;font-weight:600;line-height:1.25}
.figures dd small{font-size:1rem;font-weight:400;color:var(--muted)}

table{border-collapse:collapse;width:100%;margin:.4rem 0 1rem;font-size:1rem;line-height:1.4}
caption{text-align:left;padding:0 0 .55rem;color:var(--muted);font-size:.95rem;max-width:54rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--rule)}
th:last-child,td:last-child{padding-right:0}
thead th,thead td{border-bottom:2px solid var(--strong-rule);font-size:.92rem;font-weight:600;vertical-align:bottom;color:var(--muted)}
tbody th{font-weight:400}
tfoot th,tfoot td{font-weight:600;border-bottom:0;border-top:2px solid var(--strong-rule)}
.n{text-align:right;white-space:nowrap}
.wrap{white-space:normal}
.tight{white-space:nowrap}
.long{min-width:13rem}
th.group{text-align:center;border-bottom:1px solid var(--rule)}
.counts th,.counts td{padding-right:.7rem}
.counts .first{border-left:1px solid var(--rule);padding-left:.7rem}
.date{white-space:nowrap}
.scroll{overflow-x:auto;margin:0 0 1rem;position:relative;background:
  linear-gradient(90deg,var(--paper) 40%,transparent) left/2.5rem 100% no-repeat local,
  linear-gradient(270deg,var(--paper) 40%,transparent) right/2.5rem 100% no-repeat local,
  linear-gradient(90deg,var(--strong-rule),transparent) left/.8rem 100% no-repeat scroll,
  linear-gradient(270deg,var(--strong-rule),transparent) right/.8rem 100% no-repeat scroll}
.counts tbody th,.days tbody th{position:sticky;left:0;background:var(--paper)}
.scroll table{margin:0}
.scroll caption span{display:block;position:sticky;left:0;max-width:min(54rem,calc(100vw - 2rem))}
tr.exceeded>:first-child{box-shadow:inset 4px 0 0 var(--bad);padding-left:.8rem}
table.ranked>tbody>tr>:first-child,table.ranked>thead>tr>:first-child{padding-left:.8rem}

table.ranked thead th{white-space:normal}
table.ranked tbody th{min-width:10rem}
table.ranked td.bar{min-width:4rem}
.verdict{display:inline-flex;align-items:center;gap:.4rem;white-space:nowrap;font-weight:600;color:var(--neutral)}
.verdict svg{flex:none;fill:currentColor}
.verdict .cut{fill:none;stroke:var(--cut);stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
.verdict .stroke{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round}
.verdict .hollow{fill:none;stroke:currentColor;stroke-width:1.4}
.verdict.exceeded{color:var(--bad)}.verdict.passed{color:var(--good)}.verdict.undecided{color:var(--unclear)}
.verdict.not-judged,.verdict.open{font-weight:400}
.rate{white-space:nowrap}
.exceeded .rate{font-weight:600}
.bounds{display:block;color:var(--muted);font-weight:400;font-size:.9rem}
.rate-bar{display:block;width:100%;max-width:8rem;margin-top:.25rem;height:.875rem}
.rate-bar .track{fill:var(--track)}
.rate-bar .known{fill:var(--neutral)}
.rate-bar.exceeded .known{fill:var(--bad)}.rate-bar.passed .known{fill:var(--good)}.rate-bar.undecided .known{fill:var(--unclear)}
.rate-bar .maybe{fill:var(--strong-rule);opacity:.55}
.rate-bar .limit{fill:var(--ink)}
.trend{display:block;width:100%;max-width:56rem;min-width:38rem;height:auto;font-size:12.5px}
.trend .grid{stroke:var(--rule)}
.trend text{fill:var(--ink)}
.trend .axis{fill:var(--muted)}
.trend .line{fill:none;stroke:var(--strong-rule);stroke-width:1.5}
.trend .limit{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:5 4}
.trend .limit-label{font-weight:600}
.trend .point{fill:var(--neutral)}
.trend .point.exceeded{fill:var(--bad)}.trend .point.passed{fill:var(--good)}.trend .point.undecided{fill:var(--unclear)}
.trend .point.carried circle{fill:var(--paper);stroke:var(--neutral);stroke-width:2}
.trend .turn{stroke:var(--strong-rule);stroke-dasharray:2 3}
.trend .point text{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.trend .point.exceeded text{fill:var(--bad);font-weight:600}

details{border-bottom:1px solid var(--rule)}
summary{cursor:pointer;padding:.6rem 0}
summary:hover{color:var(--link)}
summary .note{margin-left:.5rem}
details[open]{padding-bottom:1rem}
td details{border:0}
td summary{padding:.25rem 0 0;color:var(--link);font-size:.95rem}
td details[open]{padding:0}
.ruling{border-left:6px solid var(--neutral);padding:.15rem 0 .15rem 1.1rem;margin:1.2rem 0 1.6rem}
.ruling.exceeded{border-color:var(--bad)}.ruling.passed{border-color:var(--good)}.ruling.undecided{border-color:var(--unclear)}
.ruling .verdict{font-size:1.25rem}
.ruling p:last-child{margin-bottom:.2rem}
.steps{counter-reset:step;list-style:none;padding:0;margin:0;max-width:none}
.steps>li{counter-increment:step;position:relative;padding:0 0 1.3rem 3rem}
.steps>li::before{content:counter(step);position:absolute;left:0;top:.1rem;width:2rem;height:2rem;border:2px solid var(--strong-rule);border-radius:50%;text-align:center;font-weight:600;line-height:1.75rem}
.steps>li:not(:last-child)::after{content:"";position:absolute;left:1rem;top:2.5rem;bottom:.2rem;border-left:2px solid var(--rule)}
.steps h3{margin:.2rem 0 .4rem}
.formula{background:var(--tint);padding:.7rem 1rem;margin:.5rem 0;max-width:54rem;line-height:1.7}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.35rem 1.6rem;margin:.6rem 0 1rem;max-width:60rem}
.facts .fact{display:contents}
.facts dt{color:var(--muted)}
.facts dd{margin:0;min-width:0;overflow-wrap:anywhere}

.urgent{color:var(--bad);font-weight:600}
.owner{min-width:7rem}
.finding-state.open{font-weight:600}
.finding-state.explained{color:var(--unclear);font-weight:600}
.finding-state.dismissed{color:var(--muted)}
.finding-state.resolved{color:var(--good)}
.course{list-style:none;margin:.45rem 0 .2rem;padding:.1rem 0 .1rem .8rem;border-left:3px solid var(--strong-rule);font-size:.95rem}
.course li{padding:.1rem 0}
.orders .note{margin:.3rem 0}
.order{font:.85rem/1.45 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;background:var(--tint);border:1px solid var(--rule);margin:.3rem 0 .8rem;padding:.6rem .8rem;max-width:46rem;white-space:pre-wrap;overflow-wrap:anywhere;user-select:all}

.marks{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .9rem;margin-bottom:.3rem}
.ruling .lede{margin-bottom:.5rem}
.ruling.draft,.ruling.replaced{border-left-style:double}
.standing{display:inline-block;padding:0 .55rem;border:1px solid var(--strong-rule);font-size:.95rem;line-height:1.6;color:var(--ink);white-space:nowrap}
.standing.draft{border:2px dashed var(--unclear);color:var(--unclear);font-weight:600}
.standing.replaced{color:var(--muted)}
td .standing.draft{display:block;width:max-content;font-size:.85rem;margin-top:.2rem;border-width:1px}
.warning{border:2px solid var(--unclear);padding:.6rem .9rem;max-width:54rem}
.contents ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:1.6rem 0 0;padding:.7rem 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);max-width:none}
.bounds-picture{margin:1.6rem 0 0;max-width:54rem}
.bounds-picture p{margin:.35rem 0 0;max-width:none}
.bounds-picture svg{display:block;overflow:visible}
.bounds-picture figcaption{color:var(--muted);font-size:.95rem;margin-top:.5rem}
.bounds-picture text{fill:var(--ink);font-size:.95rem;font-weight:600}
.bounds-picture .track{fill:var(--track)}
.bounds-picture .known{fill:var(--neutral)}
.bounds-picture.exceeded .known{fill:var(--bad)}.bounds-picture.passed .known{fill:var(--good)}.bounds-picture.undecided .known{fill:var(--unclear)}
.hatch-ground{fill:var(--track)}
.hatch-line{fill:var(--muted)}
.bounds-picture .limit{stroke:var(--ink);stroke-width:3}
.bounds-picture .limit-halo{stroke:var(--paper);stroke-width:7}
table.cards caption{max-width:54rem}
.besides{display:block;color:var(--muted);font-size:.9rem;font-weight:400}
table.cards .whole{min-width:16rem}
table.events th:nth-child(4){width:16%}table.events th:nth-child(5){width:13%}
.said{display:block;margin:.35rem 0 0;padding-left:.8rem;border-left:3px solid var(--strong-rule)}
table.revisions{width:auto;min-width:min(100%,40rem)}
table.revisions th,table.revisions td{padding:.45rem 1.2rem .45rem 0;min-width:9rem;max-width:18rem}
table.revisions tbody th{position:sticky;left:0;background:var(--paper);color:var(--muted);min-width:8rem;max-width:14rem}
table.revisions thead th{color:var(--ink);font-size:1rem}
td.changed{font-weight:600}
em.changed{font-style:normal;font-weight:600;font-size:.82rem;padding:0 .35rem;border:1px solid currentColor;color:var(--unclear);white-space:nowrap}
[id]{scroll-margin-top:1rem}

.letter{width:100%;height:72rem;border:1px solid var(--rule);background:#fff}
.plain{white-space:pre-wrap;font:inherit;background:var(--tint);padding:1rem;max-width:none}
.days{font-size:.9rem;width:auto}
.days th,.days td{padding:.15rem;border:0;text-align:center;vertical-align:middle}
.days thead th{border:0;font-weight:400}
.days tbody th{padding-right:.9rem;text-align:left;white-space:nowrap}
.day{display:block;width:1.6rem;height:1.6rem;line-height:1.6rem;text-align:center;font-weight:600;font-size:.85rem}
.day.clean{background:var(--track);color:var(--muted)}
.day.with-rejects{background:var(--track);color:var(--ink);box-shadow:inset 0 -3px 0 var(--strong-rule);font-size:.8rem}
.day.released,.day.replaced{border:1.5px solid var(--good);line-height:1.45rem;color:var(--good)}
.day.quarantined{background:var(--unclear);color:var(--paper)}
.day.missing{background:var(--bad);color:var(--paper)}
.day.not-expected,.day.out-of-range{color:var(--muted);font-weight:400}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;margin:.4rem 0 1rem;padding:0;max-width:none;font-size:.95rem}
.key li{display:flex;align-items:center;gap:.5rem}
form.filter{display:flex;flex-wrap:wrap;gap:.8rem 1.2rem;align-items:end;margin:1rem 0 1.4rem}
form.filter label{display:block;font-size:.95rem;color:var(--muted)}
select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--strong-rule);padding:.4rem .6rem;min-height:2.6rem;max-width:100%}
select{max-width:min(22rem,calc(100vw - 2rem))}
form.filter>div{min-width:0;max-width:100%}
button{background:var(--mast);border-color:var(--mast);color:var(--mast-ink);padding-inline:1.1rem;cursor:pointer}
.plain-list{list-style:none;padding:0;columns:2 20rem;max-width:none}
.plain-list li{break-inside:avoid;padding:.15rem 0}

@media (min-width:60rem){
  table.ranked{table-layout:fixed}
  table.ranked th:nth-child(1){width:29%}
  table.ranked th:nth-child(2),table.ranked th:nth-child(3){width:8%}
  table.ranked th:nth-child(4){width:10%}
  table.ranked thead td{width:13%}
  table.ranked th:nth-child(6){width:7%}
  table.ranked th:nth-child(7){width:14%}
  table.mails th:nth-child(1){width:46%}
  table.mails th:nth-child(2){width:12%}
  table.mails th:nth-child(3){width:28%}
  table.mails th:nth-child(4){width:14%}
}
@media (max-width:44rem){
  .inner,main{padding-left:1rem;padding-right:1rem}
  h1{font-size:1.6rem}h2{font-size:1.25rem}.lede{font-size:1.1rem}
  .masthead .inner{flex-direction:column;align-items:flex-start}
  .masthead ul{gap:0 .85rem;font-size:.98rem}
  .brand{padding-bottom:0}
  .figures{gap:.8rem 2rem}.figures dd{font-size:1.35rem}
  .facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.6rem}
  .steps>li{padding-left:2.6rem}
  table.ranked,table.ranked tbody,table.ranked caption{display:block}
  table.ranked thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  table.ranked tr{display:grid;grid-template-columns:minmax(0,11fr) minmax(0,9fr);align-items:baseline;gap:.1rem 1rem;padding:.65rem 0 .65rem .8rem;border-bottom:1px solid var(--rule)}
  table.ranked tbody>tr>*{display:block;border:0;padding:0!important;text-align:left}
  table.ranked tbody>tr>th{grid-column:1/-1;font-weight:600}
  table.mails tr{padding-left:0}
  table.mails td:nth-child(3){grid-column:1/-1;grid-row:3}
  table.ranked tr.exceeded{box-shadow:inset 4px 0 0 var(--bad)}
  table.ranked tr.exceeded>:first-child{box-shadow:none}
  table.ranked td[data-label]::before{content:attr(data-label) " ";color:var(--muted);font-weight:400}
  table.ranked td.wide-only{display:none}
  table.ranked td.bar{align-self:center}
  .bounds{display:inline;font-size:1em}
  table.cards,table.cards tbody,table.cards tfoot,table.cards caption{display:block}
  table.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  table.cards tr{display:block;padding:.65rem 0 .65rem .8rem;border-bottom:1px solid var(--rule)}
  table.cards tbody>tr>*{display:block;border:0;padding:.1rem 0!important;text-align:left;white-space:normal;min-width:0!important}
  table.cards [data-label]::before{content:attr(data-label) ": ";color:var(--muted);font-weight:400}
  table.cards tfoot tr{display:flex;justify-content:space-between;padding-left:.8rem}
  table.cards tfoot th,table.cards tfoot td{border:0}
  table.cards tr.exceeded{box-shadow:inset 4px 0 0 var(--bad)}
  table.cards tr.exceeded>:first-child{box-shadow:none}
  table.revisions th,table.revisions td{min-width:8rem;padding-right:.9rem}
  table.revisions tbody th{min-width:6.5rem;max-width:6.5rem;font-size:.9rem}
  .scroll:not(:has(>table.cards))::before{content:"↔ Vuốt ngang để xem hết";position:sticky;left:0;display:block;width:max-content;padding:.2rem 0;color:var(--muted);font-size:.9rem}
  table.ranked td,table.ranked td .tight{white-space:normal}
  .letter{height:96rem}
  .sentence{min-width:17rem}
}
@media print{
  :root{--paper:#fff;--tint:#fff;--ink:#000;--muted:#333;--rule:#bbb;--mast:#fff;--mast-ink:#000;--mast-muted:#333;--strong-rule:#777;--track:#ddd;--accent:#000;--link:#000;--cut:#fff;
    --bad:#a4161f;--good:#0d6a3a;--unclear:#865300;--neutral:#333}
  html{font-size:10pt}
  body{font-size:10.5pt}
  .tight,.date{white-space:normal}
  .masthead nav,.months,.skip,.crumbs,.contents,form.filter{display:none}
  .masthead{border-bottom:2pt solid #000}
  main,.inner{max-width:none;padding-left:0;padding-right:0}
  h1{font-size:18pt}h2{font-size:13pt;margin-top:16pt;break-after:avoid}.lede{font-size:12pt}
  table{font-size:9pt}.figures dd{font-size:14pt}
  th,td{padding:3pt 6pt 3pt 0}
  tr,svg,.steps>li{break-inside:avoid}
  thead{display:table-header-group}
  .scroll{overflow:visible;background:none}
  .scroll::before{display:none!important}
  a{text-decoration:none}
}
`.replaceAll('\n', '');
