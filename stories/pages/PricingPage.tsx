import { pricingCss } from './pricingCss'

const PLANS = [
  {
    id: 'starter',
    name: 'Starter',
    price: '$9',
    text: 'For a first shop.',
    points: ['1 site', '10,000 views', 'Email help'],
  },
  {
    id: 'team',
    name: 'Team',
    price: '$29',
    text: 'For shops that grow.',
    points: ['5 sites', '250,000 views', 'Chat help', 'Roles'],
  },
  {
    id: 'scale',
    name: 'Scale',
    price: '$99',
    text: 'For shops of every size.',
    points: ['Any number of sites', '5,000,000 views', 'Phone help', 'Audit log'],
  },
]
const QUESTIONS = [
  'Can I change the plan later?',
  'What counts as a view?',
  'Is there a free trial?',
  'How can I pay?',
  'Do you offer discounts for non-profits?',
  'Where is my data kept?',
]

/** A page of a made-up shop, that the heatmaps of the stories lie over. Its width decides its layout. */
export function PricingPage() {
  return (
    <div className="pricing">
      <style>{pricingCss}</style>
      <header>
        <a id="logo" href="#top" className="pricing-logo">
          Northwind
        </a>
        <nav>
          <a id="nav-products" href="#products">
            Products
          </a>
          <a id="nav-pricing" href="#pricing">
            Pricing
          </a>
          <a id="nav-docs" href="#docs">
            Docs
          </a>
        </nav>
        <a id="sign-in" href="#sign-in" className="pricing-quiet">
          Sign in
        </a>
      </header>
      <section className="pricing-hero">
        <h1>Plain prices, no surprises</h1>
        <p>Start free, pay as your shop grows, leave whenever you like.</p>
        <div className="pricing-toggle">
          <button id="billing-monthly" type="button">
            Monthly
          </button>
          <button id="billing-yearly" type="button">
            Yearly −20 %
          </button>
        </div>
      </section>
      <section className="pricing-plans">
        {PLANS.map((plan) => (
          <article key={plan.id} data-testid={`plan-${plan.id}`}>
            <h2>{plan.name}</h2>
            <strong>{plan.price}</strong>
            <p>{plan.text}</p>
            <ul>
              {plan.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
            <button id={`buy-${plan.id}`} type="button">
              Choose {plan.name}
            </button>
          </article>
        ))}
      </section>
      <section className="pricing-compare">
        <h2>Compare plans</h2>
        <table>
          <tbody>
            {[
              'Custom domain',
              'Discount codes',
              'Abandoned carts',
              'Gift cards',
              'Exports',
              'Single sign-on',
              'Support hours',
            ].map((feature, index) => (
              <tr key={feature}>
                <th scope="row">{feature}</th>
                <td>{index < 2 ? '✓' : '–'}</td>
                <td>{index < 5 ? '✓' : '–'}</td>
                <td>✓</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="pricing-logos">
        <h2>Trusted by 4,000 shops</h2>
        <div>
          {['Alder', 'Birch', 'Cedar', 'Elm', 'Hazel', 'Rowan'].map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      </section>
      <section className="pricing-faq">
        <h2>Questions</h2>
        {QUESTIONS.map((question, index) => (
          <button key={question} id={`faq-${index + 1}`} type="button">
            {question}
            <span>+</span>
          </button>
        ))}
      </section>
      <section className="pricing-end">
        <h2>Open your shop today</h2>
        <button id="start-trial" type="button">
          Start free trial
        </button>
      </section>
      <footer>
        <a id="foot-terms" href="#terms">
          Terms
        </a>
        <a id="foot-privacy" href="#privacy">
          Privacy
        </a>
        <a id="foot-contact" href="#contact">
          Contact
        </a>
      </footer>
    </div>
  )
}
