/** A picture of a page as a host might have taken it, 1280 px wide: lines and blocks where the shop's page has text and cards. */
const shapes = [
  ...[0, 1, 2].map(
    (card) =>
      `<rect x="${102 + card * 367}" y="438" width="342" height="389" rx="16" fill="#fff" stroke="#dfe5ec"/>`,
  ),
  ...[0, 1, 2].map(
    (card) =>
      `<rect x="${135 + card * 367}" y="748" width="276" height="48" rx="10" fill="#2d6a4f" opacity=".25"/>`,
  ),
  ...Array.from(
    { length: 7 },
    (_, row) => `<rect x="102" y="${980 + row * 60}" width="1076" height="1" fill="#d5dce4"/>`,
  ),
  '<rect x="340" y="180" width="600" height="48" rx="8" fill="#23303f" opacity=".8"/>',
  '<rect x="420" y="256" width="440" height="16" rx="8" fill="#5b6b7d" opacity=".5"/>',
  '<rect x="64" y="30" width="120" height="20" rx="6" fill="#23303f"/>',
  '<rect x="0" y="2360" width="1280" height="400" fill="#1b4332"/>',
]

export const screenshot = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="2800"><rect width="1280" height="2800" fill="#f8fafb"/>${shapes.join('')}</svg>`,
)}`
