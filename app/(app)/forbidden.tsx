import { Main } from '#components/shell/main.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'

/** What stands where a role may not look (403). */
export default function Forbidden() {
  return (
    <Main>
      <PageHead
        title="Your role may not open this page"
        standfirst="Your administrator sees who has which role, and can change it."
      />
      <p className="app-gap">
        <Link href="/">Go to Today</Link>
      </p>
    </Main>
  )
}
