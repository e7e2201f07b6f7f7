/** The heat of the hottest place of a page. Low enough that heat and the intensity 1 - e^-heat stay nearly in proportion, so that
 * the painters agree; high enough for the 256 steps of a canvas's alpha. */
export const HOTTEST_HEAT = 1

/** The intensity, 0 to 1, of the hottest place. */
export const HOTTEST_INTENSITY = 1 - Math.exp(-HOTTEST_HEAT)
