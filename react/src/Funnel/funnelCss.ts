export const funnelCss = `
.mtr-funnel-chart{position:relative}
.mtr-funnel-chart svg{display:block}
.mtr-funnel-across:dir(rtl) svg{transform:scaleX(-1)}
.mtr-cells{display:grid}
.mtr-cell{appearance:none;min-width:0;margin:0;padding:6px 10px 10px;border:0;border-inline-start:1px solid var(--_border);background:none;color:inherit;
font:inherit;text-align:start;display:flex;flex-direction:column;align-items:flex-start;gap:1px;border-radius:0}
.mtr-cell:first-child{border-inline-start:0;padding-inline-start:0}
button.mtr-cell{cursor:pointer}
button.mtr-cell:hover .mtr-cell-name{text-decoration:underline;text-underline-offset:2px}
.mtr-cell>*{max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mtr-cell>.mtr-cell-figures{display:flex;flex-wrap:wrap;align-items:baseline;column-gap:8px;white-space:normal}
.mtr-cell-name{font-weight:500}
.mtr-cell-name i{font-style:normal;color:var(--_muted);margin-inline-end:6px}
.mtr-cell-share{font-size:1.54em;font-weight:600;line-height:1.25;letter-spacing:-.01em}
.mtr-cell-quiet{color:var(--_muted);font-size:.923em}
.mtr-change{font-size:.923em;color:var(--_muted)}
.mtr-change[data-better=true]{color:var(--_positive)}
.mtr-change[data-better=false]{color:var(--_negative)}
.mtr-part{stroke-width:1px;transition:opacity .12s}
.mtr-lost{fill:var(--_accent);fill-opacity:.12}
.mtr-part[data-active=true],.mtr-lost[data-active=true]{cursor:pointer}
.mtr-part:hover{opacity:.9}
.mtr-lost:hover{fill-opacity:.2}
.mtr-down{display:grid;grid-template-columns:minmax(150px,2fr) minmax(90px,3fr)}
.mtr-groups{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(220px,100%),1fr));gap:12px;margin-top:12px}
.mtr-group{min-width:0;border:1px solid var(--_border);border-radius:calc(var(--_radius) + 2px);padding:10px 12px}
.mtr-group-head{display:flex;justify-content:space-between;gap:8px;margin-bottom:8px;white-space:nowrap}
.mtr-group-head b{font-weight:600;min-width:0;overflow:hidden;text-overflow:ellipsis}
.mtr-group-steps{display:grid;margin-top:6px;color:var(--_muted);font-size:.846em}
.mtr-group-steps span{min-width:0;overflow:hidden;text-overflow:ellipsis}
.mtr-bars{display:grid;gap:18px}
.mtr-bars section{display:grid;gap:2px}
.mtr-bars .mtr-cell-name{margin-bottom:4px}
.mtr-bar-line{appearance:none;display:grid;grid-template-columns:minmax(64px,140px) minmax(60px,1fr) 52px 56px;gap:10px;align-items:center;
margin:0;padding:2px 0;border:0;background:none;color:inherit;font:inherit;font-size:.923em;text-align:start}
button.mtr-bar-line{cursor:pointer}
button.mtr-bar-line:hover{background:var(--_subtle)}
.mtr-bar-line>span{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mtr-bar-line>span:nth-child(n+3){text-align:end}
.mtr-bar-track{height:12px;border-radius:3px;background:var(--_subtle)}
.mtr-bar-track i{display:block;height:100%;border-radius:3px;min-width:2px}
.mtr-more{margin:8px 0 0;color:var(--_muted);font-size:.923em}
.mtr-row{display:grid;grid-template-columns:minmax(0,1fr);align-content:center;border-top:1px solid var(--_border)}
.mtr-row:first-child{border-top-color:transparent}
.mtr-row .mtr-cell{border:0;padding:0 12px 0 0}
.mtr-cell>.mtr-cell-lost{white-space:normal}
.mtr-row .mtr-cell:dir(rtl){padding:0 0 0 12px}
`
