/** Where each page lies. Ids may hold blanks, `&` and `#`. */
export const paths = {
  overview: (month?: string) => (month === undefined ? '/' : `/?thang=${month}`),
  unit: (unitId: string) => `/don-vi/${encodeURIComponent(unitId)}`,
  unitMonth: (unitId: string, month: string) => `/don-vi/${encodeURIComponent(unitId)}/${month}`,
  evidence: (unitId: string, month: string) => `/don-vi/${encodeURIComponent(unitId)}/${month}/chung-cu.csv`,
  mailbox: (month?: string) => (month === undefined ? '/thu' : `/thu?thang=${month}`),
  mail: (messageId: string) => `/thu/${encodeURIComponent(messageId)}`,
  mailBody: (messageId: string) => `/thu/${encodeURIComponent(messageId)}/noi-dung`,
  attachment: (messageId: string, index: number) => `/thu/${encodeURIComponent(messageId)}/tep/${index}`,
  snapshots: '/du-lieu',
  findings: '/phat-hien',
} as const;
