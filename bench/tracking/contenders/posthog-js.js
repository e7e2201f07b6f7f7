import posthog from 'posthog-js'

// Page views, autocapture and heatmaps, which are what is compared; it would load its session recorder later.
posthog.init('bench', {
  api_host: '/collect',
  autocapture: true,
  capture_heatmaps: true,
  disable_session_recording: true,
  disable_external_dependency_loading: true,
  advanced_disable_flags: true,
  disable_surveys: true,
  // It records no headless browser otherwise.
  opt_out_useragent_filter: true,
})
