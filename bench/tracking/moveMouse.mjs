/**
 * Moves a mouse over the page in curves, through the browser's own input: trusted events, of which a page is told one a frame.
 * @param {import('playwright').Page} page
 * @param {number} rate moves a second
 * @param {number} ms
 * @returns {Promise<number>} moves a second that the browser took
 */
export async function moveMouse(page, rate, ms) {
  const client = await page.context().newCDPSession(page)
  const start = performance.now()
  /** @type {Promise<unknown>[]} */
  const taken = []
  await /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      const timer = setInterval(() => {
        const elapsed = Math.min(performance.now() - start, ms)
        for (let told = taken.length; told < Math.floor((elapsed * rate) / 1_000); told++) {
          taken.push(
            client.send('Input.dispatchMouseEvent', {
              type: 'mouseMoved',
              x: Math.round(640 + 600 * Math.sin(told / 317)),
              y: Math.round(360 + 340 * Math.cos(told / 211)),
            }),
          )
        }
        if (elapsed < ms) return
        clearInterval(timer)
        resolve()
      }, 4)
    })
  )
  await Promise.all(taken)
  const reached = taken.length / ((performance.now() - start) / 1_000)
  await client.detach()
  return reached
}
