import { HEATMAP_LAYERS, type HeatmapLayer } from '@mouse-tracking/contract'
import { Disclosure } from '../frame/Disclosure.js'
import { IconButton } from '../frame/IconButton.js'
import { downloadIcon, settingsIcon } from '../frame/icons.js'
import { Segments } from '../frame/Segments.js'
import { Select } from '../frame/Select.js'
import { TableToggle } from '../frame/TableToggle.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import { HeatmapFilters, type HeatmapFilterValues } from './HeatmapFilters.js'
import { PALETTES, type Palette, type PaletteName, paletteColors } from './paint/colorTable.js'

export type HeatmapDisplay = 'heat' | 'elements'

/** What the reader may set. */
export interface HeatmapSettings {
  display: HeatmapDisplay
  opacity: number
  /** Shown px. */
  radius: number
  palette: Palette
  table: boolean
}

interface HeatmapToolbarProps {
  look: ResolvedLook
  layer: HeatmapLayer
  /** Absent where the layer cannot be changed. */
  onLayer: ((layer: HeatmapLayer) => void) | undefined
  /** Absent where the report is given. */
  filters: HeatmapFilterValues | undefined
  onFilters: ((filters: HeatmapFilterValues) => void) | undefined
  settings: HeatmapSettings
  onSettings: (settings: HeatmapSettings) => void
  onDownload: () => void
  downloading: boolean
}

const NAMES = Object.keys(PALETTES) as PaletteName[]

export function HeatmapToolbar({
  look,
  layer,
  onLayer,
  filters,
  onFilters,
  settings,
  onSettings,
  onDownload,
  downloading,
}: HeatmapToolbarProps) {
  const { heatmap } = look.strings
  const change = (change: Partial<HeatmapSettings>) => onSettings({ ...settings, ...change })
  return (
    <div className="mtr-bar">
      {onLayer ? (
        <Select
          label={heatmap.layer}
          value={layer}
          options={HEATMAP_LAYERS.map((value) => ({ value, label: heatmap.layers[value] }))}
          onChange={onLayer}
        />
      ) : (
        <b>{heatmap.layers[layer]}</b>
      )}
      <div className="mtr-bar-end">
        {layer === 'click' && !settings.table && (
          <Segments
            label={heatmap.display}
            value={settings.display}
            options={[
              { value: 'heat', label: heatmap.heat },
              { value: 'elements', label: heatmap.elements },
            ]}
            onChange={(display) => change({ display })}
          />
        )}
        {filters && onFilters && <HeatmapFilters look={look} values={filters} onChange={onFilters} />}
        <TableToggle strings={look.strings} table={settings.table} onChange={(table) => change({ table })} />
        {!settings.table && (
          <>
            <Disclosure label={heatmap.settings} icon={settingsIcon}>
              <Slider
                label={heatmap.opacity}
                value={settings.opacity}
                min={0.1}
                max={1}
                step={0.05}
                text={look.formats.percent(settings.opacity)}
                onChange={(opacity) => change({ opacity })}
              />
              {layer !== 'scroll' && (
                <Slider
                  label={heatmap.radius}
                  value={settings.radius}
                  min={8}
                  max={80}
                  step={2}
                  text={`${look.formats.number(settings.radius)} px`}
                  onChange={(radius) => change({ radius })}
                />
              )}
              <div className="mtr-field">
                <span>{heatmap.palette}</span>
                {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a layout of its own */}
                <div className="mtr-swatches" role="group" aria-label={heatmap.palette}>
                  {NAMES.map((name) => (
                    <button
                      key={name}
                      type="button"
                      className="mtr-swatch"
                      aria-label={heatmap.palettes[name]}
                      title={heatmap.palettes[name]}
                      aria-pressed={settings.palette === name}
                      style={{ background: `linear-gradient(90deg, ${paletteColors(name).join(', ')})` }}
                      onClick={() => change({ palette: name })}
                    />
                  ))}
                </div>
              </div>
            </Disclosure>
            <IconButton
              label={downloading ? heatmap.downloading : heatmap.download}
              icon={downloadIcon}
              disabled={downloading}
              onClick={onDownload}
            />
          </>
        )}
        <span className="mtr-hidden" role="status">
          {downloading ? heatmap.downloading : ''}
        </span>
      </div>
    </div>
  )
}

interface SliderProps {
  label: string
  value: number
  min: number
  max: number
  step: number
  text: string
  onChange: (value: number) => void
}

function Slider({ label, text, onChange, ...range }: SliderProps) {
  return (
    <label className="mtr-field">
      <span>
        {label}
        <span aria-hidden>{text}</span>
      </span>
      <input
        type="range"
        className="mtr-range"
        aria-valuetext={text}
        {...range}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </label>
  )
}
