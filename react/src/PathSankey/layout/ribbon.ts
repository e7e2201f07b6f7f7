/** The outline of a band that flows from one upright edge to another; `y0` and `y1` are its middle there. */
export function ribbon(x0: number, y0: number, x1: number, y1: number, thickness: number): string {
  const half = Math.max(1, thickness) / 2
  const middle = (x0 + x1) / 2
  return (
    `M${x0},${y0 - half}C${middle},${y0 - half} ${middle},${y1 - half} ${x1},${y1 - half}` +
    `L${x1},${y1 + half}C${middle},${y1 + half} ${middle},${y0 + half} ${x0},${y0 + half}Z`
  )
}
