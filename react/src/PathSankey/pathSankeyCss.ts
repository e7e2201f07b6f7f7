export const pathSankeyCss = `
.mtr-paths-scroll{overflow-x:auto;overflow-y:hidden}
.mtr-steps{display:grid;margin-bottom:6px;font-size:.923em}
.mtr-steps>div{display:flex;gap:6px;min-width:0;padding-inline-end:8px;white-space:nowrap;overflow:hidden}
.mtr-steps b{font-weight:600}
.mtr-steps span{color:var(--_muted)}
.mtr-diagram{position:relative}
.mtr-diagram svg{display:block;overflow:visible}
.mtr-link{fill:var(--_accent);fill-opacity:.16;transition:fill-opacity .12s}
.mtr-link[data-quiet=true]{fill-opacity:.05}
.mtr-link[data-active=true]{cursor:pointer}
.mtr-traced{fill:var(--_accent);pointer-events:none}
.mtr-node{cursor:default;outline:none}
.mtr-node[data-active=true]{cursor:pointer}
.mtr-node rect.mtr-node-bar{fill:var(--_accent)}
.mtr-node[data-other=true] rect.mtr-node-bar{fill:var(--_muted)}
.mtr-node text,.mtr-node rect.mtr-node-bar{transition:opacity .12s}
.mtr-node[data-quiet=true] text,.mtr-node[data-quiet=true] rect.mtr-node-bar{opacity:.35}
.mtr-node text{font-size:12px;fill:var(--_text);paint-order:stroke;stroke:var(--_surface);stroke-width:3px;stroke-linejoin:round}
.mtr-node .mtr-node-name{font-weight:500}
.mtr-node .mtr-node-count{fill:var(--_muted);font-size:11px}
.mtr-node-ring{fill:none;stroke:transparent;stroke-width:2px}
.mtr-node:focus-visible .mtr-node-ring{stroke:var(--_accent)}
@media (prefers-reduced-motion:reduce){.mtr-link,.mtr-node text,.mtr-node rect{transition:none}}
`
