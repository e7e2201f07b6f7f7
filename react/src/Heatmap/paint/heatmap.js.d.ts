/** What the library uses of heatmap.js 2.0.5. */
declare module 'heatmap.js' {
  interface Configuration {
    container: HTMLElement
    canvas: HTMLCanvasElement
    width: number
    height: number
    radius: number
    blur: number
    maxOpacity: number
    minOpacity: number
    gradient: Record<string, string>
    useGradientOpacity: boolean
  }
  interface HeatmapInstance {
    setData(data: { min: number; max: number; data: { x: number; y: number; value: number }[] }): this
  }
  const h337: { create(configuration: Configuration): HeatmapInstance }
  export default h337
}
