/** The host app's own styles. */
export const adminCss = `
.admin{display:grid;grid-template-columns:200px minmax(0,1fr);min-height:100vh;font-size:14px;
--line:light-dark(#e4e7eb,#2b313a);--quiet:light-dark(#57606a,#9ba5b0);--side:light-dark(#f7f8fa,#101317)}
.admin-side{display:flex;flex-direction:column;gap:2px;padding:20px 12px;background:var(--side);border-inline-end:1px solid var(--line)}
.admin-side strong{padding:0 10px 14px;font-size:15px}
.admin-side a{padding:7px 10px;border-radius:6px;color:var(--quiet);text-decoration:none}
.admin-side a[aria-current]{background:light-dark(#e9ecf1,#22272f);color:inherit;font-weight:500}
.admin-main{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;align-content:start;padding:24px}
.admin-head{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:12px}
.admin-head h1{margin:0;font-size:20px;letter-spacing:-.01em}
.admin-head>div{display:flex;flex-wrap:wrap;gap:8px}
.admin-card{min-width:0;border:1px solid var(--line);border-radius:10px;padding:16px}
.admin-card h2{margin:0 0 12px;font-size:14px;font-weight:600}
.admin-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px;margin:0}
.admin-figures .admin-card{padding:12px 16px}
.admin-figures dt{color:var(--quiet);font-size:13px}
.admin-figures dd{margin:2px 0 0;font-size:22px;font-weight:600;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.admin-table{width:100%;border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
.admin-table th,.admin-table td{padding:8px 0;border-top:1px solid var(--line);text-align:end;font-weight:400}
.admin-table thead th{border:0;padding-top:0;color:var(--quiet)}
.admin-table th:first-child{text-align:start}
.admin-table button{padding:0;border:0;background:none;color:inherit;font:inherit;font-weight:500;cursor:pointer}
.admin-table button:hover{text-decoration:underline}
@media (min-width:1100px){
.admin-main{grid-template-columns:minmax(0,2fr) minmax(240px,1fr)}
.admin-main>*{grid-column:1/-1}
.admin-main>.admin-heatmap{grid-column:1}
.admin-main>.admin-pages{grid-column:2}
}
@media (max-width:640px){
.admin{grid-template-columns:minmax(0,1fr)}
.admin-side{flex-direction:row;flex-wrap:wrap;align-items:center;padding:10px 16px}
.admin-side strong{padding:0 10px 0 0}
.admin-main{padding:16px}
}
`
