import { serve } from '#lib/api/door.ts'
import { OPERATIONS } from '#lib/api/operations.ts'

/** The API's one door: what is no operation of the registry is answered with a problem. */
function door(request: Request): Promise<Response> {
  return serve(request, OPERATIONS)
}

export { door as DELETE, door as GET, door as OPTIONS, door as PATCH, door as POST, door as PUT }
