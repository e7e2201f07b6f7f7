import { tokenDeclarations } from '../theme/tokens.js'

/** The styles that every component brings. All selectors are classes of the components' own; nothing else is touched. */
export const frameCss = `
.mtr{${tokenDeclarations};
position:relative;display:flex;flex-direction:column;gap:10px;min-width:0;box-sizing:border-box;
color:var(--_text);font-family:var(--_font-family);font-size:var(--_font-size);line-height:1.45;text-align:start;
font-variant-numeric:tabular-nums}
.mtr *,.mtr *::before,.mtr *::after{box-sizing:border-box}
.mtr-bar{display:flex;flex-wrap:wrap;align-items:center;gap:6px 8px;min-height:30px}
.mtr-bar-end{display:flex;flex-wrap:wrap;align-items:center;gap:6px;margin-inline-start:auto}
.mtr-foot{display:flex;flex-wrap:wrap;align-items:center;gap:2px 14px;color:var(--_muted);font-size:.923em;margin:0}
.mtr-foot>span{display:inline-flex;align-items:center;gap:6px}
.mtr-live::before{content:"";width:7px;height:7px;border-radius:50%;background:var(--_positive)}
.mtr-live[data-status=connecting]::before{background:var(--_muted)}
.mtr-body{position:relative;min-width:0;min-height:0;flex:1 1 auto;display:flex;flex-direction:column;transition:opacity .15s}
.mtr-body[data-busy=true]{opacity:.55}
.mtr-hidden{position:absolute!important;width:1px;height:1px;margin:-1px;padding:0;border:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.mtr-button{appearance:none;display:inline-flex;align-items:center;justify-content:center;gap:6px;height:28px;min-width:28px;padding:0 10px;
margin:0;border:1px solid var(--_border);border-radius:var(--_radius);background:transparent;color:var(--_text);
font:inherit;font-size:.923em;line-height:1;cursor:pointer;white-space:nowrap}
.mtr-button:hover{background:var(--_subtle)}
.mtr-button[data-icon=true]{padding:0;width:28px;border-color:transparent;color:var(--_muted)}
.mtr-button[data-icon=true]:hover,.mtr-button[aria-pressed=true],.mtr-button[aria-expanded=true]{color:var(--_text);background:var(--_subtle)}
.mtr-button[data-active=true]{color:var(--_accent)}
.mtr-pair{display:flex;align-items:center;gap:6px}
.mtr-pair .mtr-input{flex:1;width:0}
.mtr-button:disabled{opacity:.5;cursor:default}
.mtr-button svg{display:block;flex:none}
.mtr-select{appearance:none;height:28px;margin:0;padding:0 26px 0 10px;border:1px solid var(--_border);border-radius:var(--_radius);
background:transparent;color:var(--_text);font:inherit;font-size:.923em;cursor:pointer;max-width:100%;text-overflow:ellipsis}
.mtr-select:dir(rtl){padding:0 10px 0 26px}
.mtr-select option{background:var(--_raised);color:var(--_text)}
.mtr-select:hover{background:var(--_subtle)}
.mtr-select-box{position:relative;display:inline-flex;max-width:100%}
.mtr-select-box svg{position:absolute;inset-inline-end:8px;top:8px;pointer-events:none;color:var(--_muted)}
.mtr-input{height:28px;margin:0;padding:0 8px;border:1px solid var(--_border);border-radius:var(--_radius);background:transparent;
color:var(--_text);font:inherit;font-size:.923em}
.mtr-segments{display:inline-flex;border:1px solid var(--_border);border-radius:var(--_radius);padding:1px;gap:1px}
.mtr-segments .mtr-button{height:24px;border:0;border-radius:calc(var(--_radius) - 2px);color:var(--_muted);padding:0 9px}
.mtr-segments .mtr-button[aria-pressed=true]{color:var(--_text);background:var(--_subtle)}
.mtr :focus{outline:none}
.mtr :focus-visible,.mtr:focus-visible{outline:2px solid var(--_accent);outline-offset:1px}
.mtr-panel{position:absolute;z-index:5;inset-inline-end:0;top:100%;margin-top:4px;padding:12px;width:220px;display:grid;gap:10px;
background:var(--_raised);border:1px solid var(--_border);border-radius:calc(var(--_radius) + 2px);
box-shadow:0 6px 24px light-dark(rgb(20 25 35/.14),rgb(0 0 0/.5))}
.mtr-anchor{position:relative;display:inline-flex}
.mtr-field .mtr-select-box,.mtr-field .mtr-select{width:100%}
.mtr-field{display:grid;gap:4px;font-size:.923em;color:var(--_muted)}
.mtr-field>span{display:flex;justify-content:space-between}
.mtr-field>span>span{color:var(--_text)}
.mtr-range{width:100%;margin:0;accent-color:var(--_accent)}
.mtr-tip{position:absolute;z-index:6;pointer-events:none;max-width:min(300px,calc(100% - 8px));padding:7px 10px;
background:var(--_raised);color:var(--_text);border:1px solid var(--_border);border-radius:var(--_radius);
box-shadow:0 4px 16px light-dark(rgb(20 25 35/.12),rgb(0 0 0/.45));font-size:.923em;line-height:1.4;overflow-wrap:anywhere}
.mtr-tip b{font-weight:600;display:block}
.mtr-tip span{display:block;color:var(--_muted)}
.mtr-state{display:grid;place-content:center;justify-items:center;gap:4px;text-align:center;flex:1 1 auto;padding:32px 16px;
border:1px dashed var(--_border);border-radius:calc(var(--_radius) + 2px)}
.mtr-state b{font-weight:600}
.mtr-state p{margin:0;color:var(--_muted);max-width:46ch;text-wrap:balance}
.mtr-state .mtr-button{margin-top:10px}
.mtr-skeleton{position:relative;overflow:hidden;flex:1 1 auto;border-radius:calc(var(--_radius) + 2px);background:var(--_subtle)}
.mtr-skeleton::after{content:"";position:absolute;inset:0;translate:-100% 0;
background:linear-gradient(90deg,transparent,light-dark(rgb(255 255 255/.7),rgb(255 255 255/.05)),transparent);animation:mtr-shimmer 1.6s infinite}
@keyframes mtr-shimmer{to{translate:100% 0}}
@media (prefers-reduced-motion:reduce){.mtr-skeleton::after{animation:none}.mtr-body{transition:none}}
.mtr-table-box{overflow:auto;max-height:var(--mtr-table-height,480px);border:1px solid var(--_border);border-radius:calc(var(--_radius) + 2px)}
.mtr-table{width:100%;border-collapse:collapse;font-size:.923em}
.mtr-table th,.mtr-table td{padding:6px 12px;text-align:start;border-bottom:1px solid var(--_border);vertical-align:top}
.mtr-table thead th{position:sticky;top:0;background:var(--_surface);color:var(--_muted);font-weight:500;white-space:nowrap}
.mtr-table tbody tr:last-child>*{border-bottom:0}
.mtr-table th[data-number=true],.mtr-table td[data-number=true]{text-align:end;white-space:nowrap}
.mtr-table tbody th{min-width:9em;font-weight:500;overflow-wrap:anywhere}
`
