export { bulletinWorkflow } from './bulletin.ts'
export { deliveryWorkflow } from './delivery.ts'
export { jobWorkflow } from './job.ts'
export { shipmentWorkflow } from './shipment.ts'
