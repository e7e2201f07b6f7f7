import { navigate } from '../navigation.js'

const CLASSES = [
  {
    id: 'taster',
    name: 'Taster',
    price: 45,
    unit: 'an evening',
    points: ['Two hours at the wheel', 'Two glazed pieces', 'Clay included'],
  },
  {
    id: 'course',
    name: 'Six weeks',
    price: 240,
    unit: 'the course',
    points: [
      'Six evenings, eight people',
      'Throwing, trimming, glazing',
      'All you make is yours',
      'Practice at weekends',
    ],
    best: true,
  },
  {
    id: 'member',
    name: 'Open studio',
    price: 95,
    unit: 'a month',
    points: ['Your own key and shelf', 'Two firings a month', 'Clay at cost'],
  },
]

export function PricingPage() {
  return (
    <section className="band">
      <h1>Classes</h1>
      <p className="lead">Come with clean hands and leave with dirty ones. Aprons are on the hook.</p>
      <div className="plans">
        {CLASSES.map(({ id, name, price, unit, points, best }) => (
          <article key={id} className={best ? 'plan best' : 'plan'}>
            <h2>{name}</h2>
            <p className="price">
              €{price} <small>{unit}</small>
            </p>
            <ul>
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
            <button
              type="button"
              className={best ? 'button primary' : 'button'}
              id={`book-${id}`}
              onClick={() => navigate('/checkout')}
            >
              Book {name.toLowerCase()}
            </button>
          </article>
        ))}
      </div>
      <h2>Questions</h2>
      <details id="faq-first">
        <summary>I have never touched clay. Is that all right?</summary>
        <p>Better than all right: no bad habits.</p>
      </details>
      <details id="faq-kids">
        <summary>Can I bring my children?</summary>
        <p>From ten years on, and only as many as you can catch.</p>
      </details>
      <details id="faq-cancel">
        <summary>What if I cannot come?</summary>
        <p>Tell us two days before and you get your money back.</p>
      </details>
    </section>
  )
}
