export const pricingCss = `
.pricing{container-type:inline-size;background:#fff;color:#23303f;font:16px/1.5 Inter,"Helvetica Neue",Arial,sans-serif;color-scheme:light}
.pricing a{color:inherit;text-decoration:none}
.pricing button{font:inherit;cursor:pointer}
.pricing header{display:flex;align-items:center;gap:32px;padding:20px 5cqw;border-bottom:1px solid #e6eaf0}
.pricing-logo{font-weight:700;font-size:20px}
.pricing nav{display:flex;gap:24px;flex:1}
.pricing-quiet{padding:8px 16px;border:1px solid #ccd4de;border-radius:8px}
.pricing-hero{text-align:center;padding:88px 5cqw 48px}
.pricing-hero h1{font-size:clamp(32px,5cqw,56px);line-height:1.1;letter-spacing:-.02em;margin:0 0 16px}
.pricing-hero p{font-size:20px;color:#5b6b7d;margin:0 0 32px}
.pricing-toggle{display:inline-flex;background:#eef2f7;border-radius:10px;padding:4px}
.pricing-toggle button{border:0;background:none;padding:8px 20px;border-radius:8px}
.pricing-toggle button:first-child{background:#fff;box-shadow:0 1px 3px #0002}
.pricing-plans{display:grid;grid-template-columns:repeat(3,1fr);gap:24px;padding:32px 8cqw 96px}
.pricing-plans article{border:1px solid #dfe5ec;border-radius:16px;padding:32px}
.pricing-plans article:nth-child(2){border-color:#2d6a4f;box-shadow:0 8px 40px #2d6a4f22}
.pricing-plans h2{margin:0;font-size:20px}
.pricing-plans strong{font-size:44px;letter-spacing:-.02em}
.pricing-plans ul{padding:0 0 0 20px;margin:16px 0 32px;min-height:112px;color:#45566a}
.pricing-plans button{width:100%;padding:14px;border-radius:10px;border:0;background:#e8efe9;color:#1b4332;font-weight:600}
.pricing-plans article:nth-child(2) button{background:#2d6a4f;color:#fff}
.pricing-compare{padding:0 8cqw 96px}
.pricing-compare table{width:100%;border-collapse:collapse}
.pricing-compare th{text-align:left;font-weight:400}
.pricing-compare th,.pricing-compare td{border-bottom:1px solid #e6eaf0;padding:18px 8px}
.pricing-compare td{text-align:center;width:18%}
.pricing-logos{background:#f6f8fa;padding:64px 8cqw;text-align:center}
.pricing-logos div{display:flex;flex-wrap:wrap;justify-content:space-around;gap:24px;font-size:24px;font-weight:700;color:#9aa8b7}
.pricing-faq{padding:96px 18cqw}
.pricing-faq button{display:flex;justify-content:space-between;width:100%;padding:22px 0;border:0;border-bottom:1px solid #e6eaf0;background:none;text-align:left;color:inherit}
.pricing-end{background:#1b4332;color:#fff;text-align:center;padding:96px 5cqw}
.pricing-end h2{font-size:36px;margin:0 0 24px}
.pricing-end button{padding:16px 36px;border:0;border-radius:10px;background:#fff;color:#1b4332;font-weight:700}
.pricing footer{display:flex;justify-content:center;gap:32px;padding:48px;color:#5b6b7d}
@container (max-width:700px){
.pricing header{gap:16px;flex-wrap:wrap}
.pricing-plans{grid-template-columns:1fr;padding:24px 5cqw 64px}
.pricing-faq{padding:64px 6cqw}
}
`
