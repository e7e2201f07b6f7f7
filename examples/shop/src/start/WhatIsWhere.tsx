/** Below the panes: where to go on from here. */
export function WhatIsWhere() {
  const { origin } = window.location
  return (
    <footer className="where">
      <h2>What is where</h2>
      <div className="where-grid">
        <section>
          <h3>Faults planted in the shop</h3>
          <ul>
            <li>
              <b>Watch the film</b> on the home page does nothing: a dead click.
            </li>
            <li>
              <b>Apply</b> in the cart never applies: press it in anger for a rage click.
            </li>
            <li>
              <b>Size guide</b> on a product throws: an error click.
            </li>
          </ul>
        </section>
        <section>
          <h3>Track a site of your own</h3>
          <pre>
            <code>{`<script async src="${origin}/tracker.js"\n  data-site="demo"\n  data-api-url="${origin}/api/tracking/events"></script>`}</code>
          </pre>
          <p>
            <a href="/tracker.js">tracker.js</a> is this server’s own copy. As a module it is{' '}
            <code>@mouse-tracking/tracker</code>.
          </p>
        </section>
        <section>
          <h3>Put the reports into your admin app</h3>
          <pre>
            <code>{`import { Heatmap } from '@mouse-tracking/react'\n\n<Heatmap page="/pricing" layer="click" live />`}</code>
          </pre>
          <p>
            Every component in every state: <code>npm run storybook</code>.
          </p>
        </section>
        <section>
          <h3>Ask the server</h3>
          <p>
            <a href="/api/docs">API reference</a> · <a href="/api/openapi.json">OpenAPI</a> ·{' '}
            <a href="/metrics">Metrics</a> · <a href="/api/health">Health</a>
          </p>
          <p>
            The first five minutes for each kind of user stand in <code>README.md</code>, the map of the code
            in <code>docs/ARCHITECTURE.md</code>.
          </p>
        </section>
      </div>
    </footer>
  )
}
