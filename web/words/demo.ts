/** The accounts of the demonstration company (api.md); all have one password. */
export const demoPassword = 'waybill-demo'

type Account = { email: string; role: string; does: string }

export const demoAccounts: readonly Account[] = [
  { email: 'customer@waybill.example', role: 'Customer', does: 'Book a parcel, follow it, confirm receipt' },
  { email: 'courier@waybill.example', role: 'Courier', does: "Take offers, drive today's run" },
  { email: 'dispatcher@waybill.example', role: 'Dispatcher', does: 'Assign couriers, clear exceptions' },
  { email: 'supervisor@waybill.example', role: 'Supervisor', does: 'Where level 3 ends up' },
  { email: 'finance@waybill.example', role: 'Finance', does: 'Read reports, and what trouble costs' },
  { email: 'admin@waybill.example', role: 'Administrator', does: 'People, rules, workflow history' },
  { email: 'partner@waybill.example', role: 'Partner', does: 'Webhooks to a system of your own' },
  { email: 'recipient@waybill.example', role: 'Recipient', does: 'See what is on its way to you' },
]
