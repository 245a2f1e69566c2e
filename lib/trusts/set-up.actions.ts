'use server'

import { action } from '#lib/action.ts'
import { joinBuyingGroup } from './join-buying-group.command.ts'
import { buyingGroupForm, costCentreForm, organisationForm, siteForm, storeForm } from './place.schema.ts'
import { saveCostCentre } from './save-cost-centre.command.ts'
import { saveOrganisation } from './save-organisation.command.ts'
import { saveSettings } from './save-settings.command.ts'
import { saveSite } from './save-site.command.ts'
import { saveStore } from './save-store.command.ts'
import { settingsForm } from './settings-form.schema.ts'

export const saveOrganisationAction = action({
  id: 'saveOrganisation',
  schema: organisationForm,
  run: saveOrganisation,
  done: () => ({ redirectTo: '/settings/organisation?saved=organisation' }),
})

export const joinBuyingGroupAction = action({
  id: 'joinBuyingGroup',
  schema: buyingGroupForm,
  run: joinBuyingGroup,
  done: () => ({ redirectTo: '/settings/organisation?saved=group' }),
})

export const saveSiteAction = action({
  id: 'saveSite',
  schema: siteForm,
  run: saveSite,
  done: () => ({ redirectTo: '/settings/sites?saved=site' }),
})

export const saveStoreAction = action({
  id: 'saveStore',
  schema: storeForm,
  run: saveStore,
  done: () => ({ redirectTo: '/settings/sites?saved=store' }),
})

export const saveCostCentreAction = action({
  id: 'saveCostCentre',
  schema: costCentreForm,
  run: saveCostCentre,
  done: () => ({ redirectTo: '/settings/cost-centres?saved=1' }),
})

export const saveSettingsAction = action({
  id: 'saveSettings',
  schema: settingsForm,
  run: saveSettings,
  done: ({ requestId }) => ({
    redirectTo: requestId ? `/settings/people/requests/${requestId}?done=second` : '/settings/rules?saved=1',
  }),
})
