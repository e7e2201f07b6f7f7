import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { observeSize } from '../frame/observeSize.js'
import { useIsomorphicLayoutEffect } from '../frame/useElementSize.js'

/** What is drawn under the heat: the page itself as an element, a picture of it (an image URL), or its address (shown in an
 * iframe). A plain string is an image if it looks like one (`.png`, `.jpg`, `.webp`, `.avif`, `.gif`, `.svg`, `data:image`,
 * `blob:`), else an address. An iframe's sandbox lets scripts run, but no forms, popups or leaving the page. A page of the host's
 * own origin could take it off, of which Chromium warns in the console: `sandbox: false` does without. */
export type HeatmapBackground =
  | ReactElement
  | string
  | { image: string }
  | { iframe: string; sandbox?: string | false }

export type BackgroundKind =
  | { kind: 'none' }
  | { kind: 'element'; node: ReactNode }
  | { kind: 'image'; url: string }
  | { kind: 'iframe'; url: string; sandbox: string | undefined }

/** The window (CSS px) that a framed page is measured in. */
const WINDOW_HEIGHT = 900
/** Scripts run, so that an app renders; forms, popups and leaving the page do not. */
const SANDBOX = 'allow-scripts allow-same-origin'
const IMAGE = /^data:image\/|^blob:|\.(png|jpe?g|webp|avif|gif|svg)([?#]|$)/i

export function backgroundKind(background: HeatmapBackground | undefined): BackgroundKind {
  if (background === undefined || background === null || background === '') return { kind: 'none' }
  if (typeof background === 'string') {
    return IMAGE.test(background)
      ? { kind: 'image', url: background }
      : { kind: 'iframe', url: background, sandbox: SANDBOX }
  }
  if ('image' in background) return { kind: 'image', url: background.image }
  if ('iframe' in background)
    return { kind: 'iframe', url: background.iframe, sandbox: sandboxOf(background.sandbox) }
  return { kind: 'element', node: background }
}

function sandboxOf(given: string | false | undefined): string | undefined {
  return given === false ? undefined : (given ?? SANDBOX)
}

/** The background's size in page px, where it is known, and where its elements can be looked up. */
export interface BackgroundPage {
  width: number | undefined
  height: number | undefined
  root: ParentNode | null
  /** The element that the background is drawn in. */
  frame: HTMLElement | null
}

export const NO_PAGE: BackgroundPage = { width: undefined, height: undefined, root: null, frame: null }

interface BackgroundProps {
  background: BackgroundKind
  /** Page px; an element without one is as wide as there is room. */
  pageWidth: number | undefined
  /** Page px at which an iframe is laid out that has no `pageWidth`. */
  fallbackWidth: number
  pageHeight: number
  scale: number
  onPage: (page: BackgroundPage) => void
}

export function Background(props: BackgroundProps) {
  switch (props.background.kind) {
    case 'element':
      return <ElementBackground {...props} node={props.background.node} />
    case 'image':
      return <ImageBackground {...props} url={props.background.url} />
    case 'iframe':
      return <IframeBackground {...props} url={props.background.url} sandbox={props.background.sandbox} />
    default:
      return <div className="mtr-paper" />
  }
}

function ElementBackground({ node, pageWidth, scale, onPage }: BackgroundProps & { node: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  useIsomorphicLayoutEffect(() => {
    const root = ref.current
    if (!root) return
    // Looked at, not used: React 18 knows no `inert`.
    root.inert = true
    const measure = () =>
      onPage({
        width: pageWidth ?? root.offsetWidth,
        height: Math.max(1, root.offsetHeight),
        root,
        frame: root,
      })
    measure()
    return observeSize(root, measure)
  }, [pageWidth, onPage])
  return (
    <div
      ref={ref}
      className="mtr-background"
      aria-hidden
      style={pageWidth === undefined ? { width: '100%' } : { width: pageWidth, transform: `scale(${scale})` }}
    >
      {node}
    </div>
  )
}

function ImageBackground({ url, pageWidth, onPage }: BackgroundProps & { url: string }) {
  const ref = useRef<HTMLImageElement>(null)
  const measure = () => {
    const image = ref.current
    if (!image?.naturalWidth) return
    const width = pageWidth ?? image.naturalWidth
    onPage({ width, height: (image.naturalHeight / image.naturalWidth) * width, root: null, frame: image })
  }
  // The image may have come before React did.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for another picture or width
  useEffect(measure, [url, pageWidth])
  return (
    <img ref={ref} className="mtr-background" src={url} alt="" style={{ width: '100%' }} onLoad={measure} />
  )
}

function IframeBackground({
  url,
  sandbox,
  pageWidth,
  fallbackWidth,
  pageHeight,
  scale,
  onPage,
}: BackgroundProps & { url: string; sandbox: string | undefined }) {
  const ref = useRef<HTMLIFrameElement>(null)
  const [loads, setLoads] = useState(0)
  const width = pageWidth ?? fallbackWidth

  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when another page has loaded
  useEffect(() => {
    const frame = ref.current
    if (!frame) return
    frame.inert = true
    const body = sameOriginDocument(frame)?.body
    if (!body) return onPage({ width, height: undefined, root: null, frame })
    const measure = () => {
      // Sections as high as the window would grow with the frame, and the frame with them.
      frame.style.height = `${WINDOW_HEIGHT}px`
      const height = Math.max(1, body.scrollHeight)
      frame.style.height = `${height}px`
      onPage({ width, height, root: body.ownerDocument, frame })
    }
    measure()
    return observeSize(body, measure)
  }, [width, onPage, loads])

  return (
    <iframe
      ref={ref}
      className="mtr-background"
      src={url}
      sandbox={sandbox}
      title={url}
      aria-hidden
      tabIndex={-1}
      scrolling="no"
      style={{ width, height: pageHeight, transform: `scale(${scale})` }}
      onLoad={() => setLoads((count) => count + 1)}
    />
  )
}

/** A page of another origin keeps its document to itself. */
function sameOriginDocument(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument
  } catch {
    return null
  }
}
