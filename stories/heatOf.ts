/** How many pixels of the heatmap's canvases have any colour. */
export function heatOf(element: Element): number {
  let heated = 0
  for (const canvas of element.querySelectorAll<HTMLCanvasElement>('[data-tile] canvas')) {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) heated++
  }
  return heated
}
