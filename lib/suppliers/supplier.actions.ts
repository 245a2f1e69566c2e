'use server'

import { action } from '#lib/action.ts'
import { addSupplier } from './add-supplier.command.ts'
import { decideOrderAddress } from './decide-order-address.command.ts'
import { joinSupplier } from './join-supplier.command.ts'
import { saveSupplier } from './save-supplier.command.ts'
import { saveSupplierAccount } from './save-supplier-account.command.ts'
import {
  accountForm,
  decideOrderAddressForm,
  joinSupplierForm,
  newSupplierForm,
  supplierForm,
} from './supplier.schema.ts'

export const saveSupplierAccountAction = action({
  id: 'saveSupplierAccount',
  schema: accountForm,
  run: saveSupplierAccount,
  done: ({ supplierId, waits }) => ({ redirectTo: `/suppliers/${supplierId}?saved=${waits ? 'asked' : 'account'}` }),
})

export const decideOrderAddressAction = action({
  id: 'decideOrderAddress',
  schema: decideOrderAddressForm,
  run: decideOrderAddress,
  done: ({ supplierId }, { decision }) => ({ redirectTo: `/suppliers/${supplierId}?saved=${decision}` }),
})

export const saveSupplierAction = action({
  id: 'saveSupplier',
  schema: supplierForm,
  run: saveSupplier,
  done: ({ supplierId }) => ({ redirectTo: `/suppliers/${supplierId}?saved=supplier` }),
})

export const joinSupplierAction = action({
  id: 'joinSupplier',
  schema: joinSupplierForm,
  run: joinSupplier,
  done: ({ into }) => ({ redirectTo: `/suppliers/${into}?saved=joined` }),
})

export const addSupplierAction = action({
  id: 'addSupplier',
  schema: newSupplierForm,
  run: addSupplier,
  done: ({ supplierId, trades }) => ({
    redirectTo: trades ? `/suppliers/${supplierId}/account?saved=added` : `/suppliers/${supplierId}?saved=added`,
  }),
})
