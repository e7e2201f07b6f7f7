import type { StringOverrides } from '@mouse-tracking/react'

/** Some of the words in Arabic, as a host would bring them. */
export const arabic: StringOverrides = {
  common: {
    loading: 'جارٍ التحميل…',
    showTable: 'عرض كجدول',
    showChart: 'عرض كمخطط',
    pending: ({ text }) => `${text} دفعات لم تُحسب بعد`,
  },
  heatmap: {
    layers: {
      move: 'حركات الفأرة',
      click: 'النقرات',
      rage: 'نقرات غاضبة',
      dead: 'نقرات بلا أثر',
      error: 'نقرات بخطأ',
      scroll: 'التمرير',
    },
    heat: 'خريطة',
    elements: 'عناصر',
    fewer: 'أقل',
    more: 'أكثر',
    views: ({ text }) => `${text} مشاهدة`,
    settings: 'المظهر',
    download: 'تنزيل PNG',
  },
  paths: {
    label: 'المسارات عبر الموقع',
    step: (step) => `الخطوة ${step}`,
    sessions: ({ text }) => `${text} جلسة`,
    other: 'صفحات أخرى',
  },
  funnel: {
    label: 'القمع',
    converted: ({ text }) => `${text} أتمّوا`,
    dropped: (count, share) => `غادر ${count} (${share})`,
    medianTime: (duration) => `الوسيط ${duration}`,
  },
}
