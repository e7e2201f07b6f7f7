/** Whether the browser says that its user does not want to be tracked: Do Not Track or Global Privacy Control. */
export const refusesTracking = (): boolean | undefined => {
  const signals = navigator as { doNotTrack?: string | null; globalPrivacyControl?: boolean }
  return signals.doNotTrack === '1' || signals.globalPrivacyControl
}
