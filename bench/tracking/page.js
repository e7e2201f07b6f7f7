// The page that every contender tracks: a long list, a ticker, and a pointer that never rests.
const list = document.querySelector('ul')
for (let row = 0; row < 200; row++) {
  const item = document.createElement('li')
  item.innerHTML = `<a href="#${row}">Product ${row}</a> <button type="button" class="buy">Buy</button> <span>In stock</span>`
  list.append(item)
}
/** How many moves of a real mouse, and of a script's, the page was told of. */
window.moves = { trusted: 0, scripted: 0 }
addEventListener('pointermove', ({ isTrusted }) => window.moves[isTrusted ? 'trusted' : 'scripted']++, true)
let ticks = 0
setInterval(() => {
  document.querySelector('#ticker').textContent = `${++ticks}`
}, 500)

/**
 * Moves the pointer in curves over the page, `rate` times a second for `ms` ms: a `pointermove` and a `mousemove` each time, as
 * browsers tell of it. Resolves with how many times it was.
 */
window.movePointer = (rate, ms) =>
  new Promise((resolve) => {
    const targets = document.querySelectorAll('a,button,span')
    const start = performance.now()
    let told = 0
    const timer = setInterval(() => {
      const elapsed = Math.min(performance.now() - start, ms)
      for (const due = Math.floor((elapsed * rate) / 1_000); told < due; told++) {
        const at = {
          bubbles: true,
          cancelable: true,
          composed: true,
          view: window,
          clientX: Math.round(640 + 600 * Math.sin(told / 317)),
          clientY: Math.round(360 + 340 * Math.cos(told / 211)),
        }
        const target = targets[(told >> 6) % targets.length]
        target.dispatchEvent(
          new PointerEvent('pointermove', { ...at, pointerType: 'mouse', isPrimary: true }),
        )
        target.dispatchEvent(new MouseEvent('mousemove', at))
      }
      if (elapsed < ms) return
      clearInterval(timer)
      resolve(told)
    }, 4)
  })
