/** A picture of the gallery, by its place below the folder: state/role/page-width.png. */
export type Picture = { file: string; state: string; role: string; page: string; width: number }

/** The picture at a place; null for any other file. */
export function pictureAt(file: string): Picture | null {
  const [, state = '', role = '', page = '', width = ''] = /^([^/]+)\/([^/]+)\/(.+)-(\d+)\.png$/.exec(file) ?? []
  return state === '' ? null : { file, state, role, page, width: Number(width) }
}

/** The page that shows all pictures, to be chosen from by role, page, width and state. Stands alone in a browser. */
export function contentsPage(pictures: readonly Picture[], madeAt: string): string {
  const of = (part: 'state' | 'role' | 'page' | 'width') =>
    [...new Set(pictures.map((one) => String(one[part])))].sort()
  const select = (part: 'state' | 'role' | 'page' | 'width') => {
    const options = of(part).map((value) => `<option>${escaped(value)}</option>`)
    return `<label>${part}<select name="${part}"><option value="">all</option>${options.join('')}</select></label>`
  }
  const figures = pictures.map(({ file, state, role, page, width }) => {
    const words = escaped(`${page}, ${role}, ${state}, ${width}`)
    const data = `data-state="${escaped(state)}" data-role="${escaped(role)}" data-page="${escaped(page)}" data-width="${width}"`
    const link = escaped(encodeURI(file))
    return `<figure ${data}><a href="${link}"><img loading="lazy" src="${link}" alt="${words}"></a><figcaption>${words}</figcaption></figure>`
  })
  return `<!DOCTYPE html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tincture: every page</title>
<style>
body { font: 16px/1.5 Arial, sans-serif; margin: 24px; color: #212b32; background: #f0f4f5 }
form { display: flex; flex-wrap: wrap; gap: 16px; position: sticky; top: 0; padding: 12px 0; background: #f0f4f5 }
label { display: grid; font-weight: bold } select { font: inherit; min-width: 160px }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 24px; align-items: start }
figure { margin: 0 } figure[hidden] { display: none }
img { max-width: 100%; max-height: 560px; object-fit: cover; object-position: top; border: 1px solid #aeb7bd; background: #fff }
</style>
<h1>Every page</h1>
<p><span id="count">${pictures.length}</span> of ${pictures.length} pictures, made ${escaped(madeAt)}. Press one to see it whole.</p>
<form>${select('page')}${select('role')}${select('state')}${select('width')}</form>
<main>${figures.join('\n')}</main>
<script>
const form = document.querySelector('form')
const show = () => {
  const wanted = [...new FormData(form)].filter(([, value]) => value)
  let shown = 0
  for (const figure of document.querySelectorAll('figure')) {
    figure.hidden = !wanted.every(([part, value]) => figure.dataset[part] === value)
    if (!figure.hidden) shown += 1
  }
  document.getElementById('count').textContent = shown
  history.replaceState(null, '', '#' + new URLSearchParams(wanted))
}
for (const [part, value] of new URLSearchParams(location.hash.slice(1))) if (form.elements[part]) form.elements[part].value = value
form.addEventListener('change', show)
show()
</script>
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
