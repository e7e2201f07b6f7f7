import type { Page } from 'playwright'

/** A point on the page that is shown, in CSS px from the viewport's top left. */
export interface Point {
  x: number
  y: number
}

/** How colourful the screen is at each of the points, 0 (grey) to 255: the mean over a few px around it. */
export async function colourAt(page: Page, points: readonly Point[]): Promise<number[]> {
  const png = (await page.screenshot()).toString('base64')
  return page.evaluate(
    async ({ png, points }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
      context.drawImage(bitmap, 0, 0)
      return points.map(({ x, y }) => {
        const { data } = context.getImageData(Math.round(x) - 2, Math.round(y) - 2, 5, 5)
        let sum = 0
        for (let i = 0; i < data.length; i += 4) {
          const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!]
          sum += Math.max(red, green, blue) - Math.min(red, green, blue)
        }
        return sum / (data.length / 4)
      })
    },
    { png, points },
  )
}

/** From here on a spot counts as hot, and up to there as cold. */
export const HOT = 90
export const COLD = 12
