export const heatmapCss = `
.mtr-viewport{position:relative;flex:1 1 auto;min-height:0;overflow:auto;overscroll-behavior:auto;border:1px solid var(--_border);
border-radius:calc(var(--_radius) + 2px);background:var(--_surface)}
.mtr-viewport[data-flow=true]{overflow:visible}
.mtr-page{position:relative;overflow:hidden;isolation:isolate;min-width:100%}
.mtr-background{position:absolute;top:0;left:0;display:block;border:0;margin:0;max-width:none;transform-origin:0 0;pointer-events:none}
.mtr-paper{position:absolute;inset:0;background:
linear-gradient(var(--_border) 1px,transparent 1px) 0 -1px/100% 100px,var(--_surface);opacity:.6}
.mtr-veil{position:absolute;inset:0;background:light-dark(rgb(255 255 255/.35),rgb(12 14 18/.45))}
.mtr-heat{position:absolute;inset:0}
.mtr-heat>div{position:absolute;left:0;width:100%}
.mtr-heat canvas{display:block;width:100%;height:100%}
.mtr-readout{position:absolute;inset:0;z-index:3;cursor:crosshair}
.mtr-ring{position:absolute;border-radius:50%;border:1.5px solid var(--_text);box-shadow:0 0 0 1.5px var(--_surface);translate:-50% -50%;pointer-events:none;opacity:.75}
.mtr-boxes{position:absolute;inset:0;z-index:2}
.mtr-box{position:absolute;border:1.5px solid var(--_accent);border-radius:3px;background:color-mix(in srgb,var(--_accent) var(--heat),transparent)}
.mtr-box>span{position:absolute;top:-11px;inset-inline-end:-1px;padding:1px 5px;border-radius:3px;background:light-dark(#2f3c96,#c3ccff);
color:light-dark(#fff,#14171c);font-size:11px;line-height:15px;font-weight:600;white-space:nowrap}
.mtr-box[data-inside=true]>span{top:0}
.mtr-box>i{position:absolute;width:8px;height:8px;margin:-4px;border-radius:50%;background:var(--_accent);border:1.5px solid #fff}
.mtr-legend{display:inline-flex;align-items:center;gap:8px}
.mtr-legend>i{display:block;width:96px;height:8px;border-radius:4px}
.mtr-mark{position:absolute;left:0;right:0;height:0;border-top:1.5px dashed var(--_text);pointer-events:none}
.mtr-mark[data-fold=true]{border-top-style:solid;border-top-color:var(--_accent)}
.mtr-mark[data-fold=true]>span{inset-inline:auto 8px}
.mtr-mark>span{position:absolute;inset-inline-start:8px;bottom:3px;padding:1px 7px;border-radius:4px;background:var(--_raised);color:var(--_text);
border:1px solid var(--_border);font-size:11px;line-height:16px;white-space:nowrap}
.mtr-attention{position:absolute;inset:0;width:100%;height:100%;display:block}
.mtr-swatches{display:flex;gap:6px}
.mtr-swatch{appearance:none;flex:1;height:18px;padding:0;border:1px solid var(--_border);border-radius:4px;cursor:pointer}
.mtr-swatch[aria-pressed=true]{outline:2px solid var(--_accent);outline-offset:1px}
`
