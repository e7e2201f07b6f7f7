/** A style element beside what it styles: it is there in server-rendered HTML, and goes when the component goes. */
export function StyleSheet({ css, nonce }: { css: string; nonce: string | undefined }) {
  // Browsers hide a nonce from scripts, so that hydration finds another than the server wrote.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; as children, quotes would be escaped on the server
  return <style nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: css }} />
}
