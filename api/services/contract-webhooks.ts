import type { Page } from '#domain/views.ts'
import type { NewSecretView, WebhookDeliveryView, WebhookEndpointView } from '#domain/views-webhooks.ts'
import type { Viewer } from './contract.ts'

/** Where partners are told of events, and what became of it. */
export type WebhookService = {
  /** A partner's own; an admin's are everybody's. */
  list: (query: unknown, viewer: Viewer) => Promise<Page<WebhookEndpointView>>
  get: (id: string, viewer: Viewer) => Promise<WebhookEndpointView>
  create: (input: unknown, viewer: Viewer) => Promise<NewSecretView>
  update: (id: string, input: unknown, viewer: Viewer) => Promise<WebhookEndpointView>
  remove: (id: string, viewer: Viewer) => Promise<void>
  rotate: (id: string, viewer: Viewer) => Promise<NewSecretView>
  enable: (id: string, viewer: Viewer) => Promise<WebhookEndpointView>
  disable: (id: string, viewer: Viewer) => Promise<WebhookEndpointView>
  /** The id of the message that tries it. */
  test: (id: string, viewer: Viewer) => Promise<{ id: string }>
  /** How many messages go out again. */
  replay: (id: string, input: unknown, viewer: Viewer) => Promise<{ messages: number }>
  deliveries: (query: unknown, viewer: Viewer) => Promise<Page<WebhookDeliveryView>>
}
