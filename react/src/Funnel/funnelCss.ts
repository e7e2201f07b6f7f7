export const funnelCss = `
.mtr-funnel-chart{position:relative}
.mtr-funnel-chart svg{display:block}
.mtr-funnel-across:dir(rtl) svg{transform:scaleX(-1)}
.mtr-cells{display:grid}
.mtr-cell{appearance:none;min-width:0;margin:0;padding:6px 10px 10px;border:0;border-inline-start:1px solid var(--_border);background:none;color:inherit;
font:inherit;text-align:start;display:flex;flex-direction:column;align-items:flex-start;gap:1px;border-radius:0}
.mtr-cell:first-child{border-inline-start-color:transparent;padding-inline-start:0}
button.mtr-cell{cursor:pointer}
button.mtr-cell:hover .mtr-cell-name{text-decoration:underline;text-underline-offset:2px}
.mtr-cell>*{max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mtr-cell-name{font-weight:500}
.mtr-cell-name i{font-style:normal;color:var(--_muted);margin-inline-end:6px}
.mtr-cell-share{font-size:1.54em;font-weight:600;line-height:1.25;letter-spacing:-.01em}
.mtr-cell-quiet{color:var(--_muted);font-size:.923em}
.mtr-change{font-size:.923em;color:var(--_muted)}
.mtr-change[data-better=true]{color:var(--_positive)}
.mtr-change[data-better=false]{color:var(--_negative)}
.mtr-part{fill:var(--_accent);fill-opacity:.88;transition:fill-opacity .12s}
.mtr-lost{fill:var(--_accent);fill-opacity:.12}
.mtr-part[data-active=true],.mtr-lost[data-active=true]{cursor:pointer}
.mtr-part:hover{fill-opacity:1}
.mtr-lost:hover{fill-opacity:.2}
.mtr-down{display:grid;grid-template-columns:minmax(120px,2fr) minmax(90px,3fr)}
.mtr-down .mtr-cells{grid-auto-rows:1fr}
.mtr-down .mtr-cell{border-inline-start:0;border-top:1px solid var(--_border);padding:8px 12px 8px 0;justify-content:center}
.mtr-down .mtr-cell:first-child{border-top-color:transparent}
.mtr-groups{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:16px;margin-top:8px}
.mtr-group{min-width:0;border:1px solid var(--_border);border-radius:calc(var(--_radius) + 2px);padding:10px 12px 12px}
.mtr-group h3{all:unset;display:flex;justify-content:space-between;gap:8px;font-weight:600;margin-bottom:8px}
.mtr-group h3>span{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mtr-bars{display:grid;gap:6px 0}
.mtr-key{display:flex;flex-wrap:wrap;gap:4px 14px}
.mtr-key>span{display:inline-flex;align-items:center;gap:6px}
.mtr-key i{width:10px;height:10px;border-radius:3px}
`
