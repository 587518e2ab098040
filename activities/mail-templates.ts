/** The notices of the lifecycle that go out by e-mail. */
export const mailedNotices = [
  'N1',
  'N2',
  'N5',
  'N7',
  'N8',
  'N9',
  'N10',
  'N11',
  'N12',
  'N13',
  'N14',
  'N15',
  'N17',
  'N18',
  'N19',
] as const
export type MailedNotice = (typeof mailedNotices)[number]

type Template = {
  subject: string
  /** A line whose fact is missing is left out. */
  lines: string[]
  /** The words on the one button. */
  action: string
}

/** Placeholders only: `{trackingNumber}` is always there, every other name is a fact of the notice. */
export const mailTemplates: Record<MailedNotice, Template> = {
  N1: {
    subject: 'We have your booking {trackingNumber}',
    lines: [
      'Thank you. We have your booking.',
      'Pickup: {pickupWindow}.',
      'Delivery: {deliveryWindow}.',
      'Price: {price}.',
    ],
    action: 'See your shipment',
  },
  N2: {
    subject: 'Payment needed for {trackingNumber}',
    lines: [
      'We need a payment before we can send a courier.',
      'The last try did not work: {reason}.',
      'Amount: {amount}.',
      'Please pay by {payBy}. After that the booking ends by itself and costs nothing.',
    ],
    action: 'Pay now',
  },
  N5: {
    subject: '{trackingNumber} was picked up',
    lines: ['A courier has the parcel.', 'Picked up: {occurredAt}.', 'Delivery: {deliveryWindow}.'],
    action: 'Follow the parcel',
  },
  N7: {
    subject: '{trackingNumber} is out for delivery',
    lines: [
      'The parcel is on its last stretch.',
      'Expected: {deliveryWindow}.',
      'Please have your PIN ready for the courier.',
    ],
    action: 'Follow the parcel',
  },
  N8: {
    subject: 'New delivery time for {trackingNumber}',
    lines: [
      'The plan for this parcel has changed.',
      'What changed: {change}.',
      'New time: {deliveryWindow}.',
      'Why: {reason}.',
    ],
    action: 'See the new plan',
  },
  N9: {
    subject: 'We could not complete a step for {trackingNumber}',
    lines: [
      'What happened: {reason}.',
      'When: {occurredAt}.',
      'What happens next: {nextStep}.',
      'You can still decide otherwise until {decideBy}.',
    ],
    action: 'Choose what happens next',
  },
  N10: {
    subject: '{trackingNumber} is ready to collect',
    lines: ['The parcel waits for you.', 'Where: {place}.', 'Until: {collectBy}.', 'Please bring your PIN.'],
    action: 'See where to collect',
  },
  N11: {
    subject: '{trackingNumber} was delivered',
    lines: [
      'The parcel has arrived.',
      'Delivered: {occurredAt}.',
      'Handed over: {handedOver}.',
      'Please confirm that all is well by {verifyBy}. Without an answer we take it as confirmed.',
    ],
    action: 'Confirm and rate',
  },
  N12: {
    subject: 'News about {trackingNumber}: {outcome}',
    lines: [
      'This shipment is now: {outcome}.',
      'Why: {reason}.',
      'What this costs: {fee}.',
      'What happens next: {nextStep}.',
    ],
    action: 'See the details',
  },
  N13: {
    subject: '{trackingNumber} was paused or corrected',
    lines: ['What happened: {change}.', 'Why: {reason}.', 'It goes on: {until}.'],
    action: 'See the details',
  },
  N14: {
    subject: 'A problem with {trackingNumber}: {problem}',
    lines: ['What is wrong: {problem}.', 'How urgent: {level}.', 'What we do: {nextStep}.', 'By when: {dueAt}.'],
    action: 'See what we are doing',
  },
  N15: {
    subject: '{trackingNumber} has to wait',
    lines: [
      'Because of the situation in its area we cannot go on with this parcel now.',
      'What it is: {kind}.',
      'Planned until: {until}.',
      'It goes on by itself afterwards, and we tell you the new delivery time.',
    ],
    action: 'See the details',
  },
  N17: {
    subject: 'Money for {trackingNumber}: {document}',
    lines: ['This is about: {document}.', 'Amount: {amount}.', 'Date: {occurredAt}.', 'Why: {reason}.'],
    action: 'See the statement',
  },
  N18: {
    subject: '{trackingNumber} is confirmed',
    lines: [
      'Your shipment is confirmed.',
      'Pickup: {pickupWindow}.',
      'Delivery: {deliveryWindow}.',
      'Reserved on your card: {amount}. It is charged only after the delivery.',
      'PIN for the hand-over: {pin}. Tell it only to the courier at the door.',
    ],
    action: 'Follow the parcel',
  },
  N19: {
    subject: 'A new PIN for {trackingNumber}',
    lines: [
      'You have a new PIN. The one before opens nothing any more.',
      'PIN for the hand-over: {pin}. Tell it only to the courier at the door.',
    ],
    action: 'Follow the parcel',
  },
}

/** Narrows a notice code; codes that are not mailed answer false. */
export function isMailedNotice(code: string): code is MailedNotice {
  return mailedNotices.some((known) => known === code)
}
