import { openHttp } from '../common/live/asking';
import { fetchStreams } from '../common/live/fetchStreams';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { addressesOf } from './address';
import { buildStream, deploymentStream } from './streams';

/** The builds of a project, and the deployments of its classic releases. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const { project, base, hasBuilds, hasReleases } = addressesOf(request);
  const { pipelines } = request;
  const asked = { http: openHttp(base, context, authorization(request.token)), base, project, pipelines };
  const streams = [...(hasBuilds ? [buildStream(asked)] : []), ...(hasReleases ? [deploymentStream(asked)] : [])];
  yield* fetchStreams(streams, request, context);
}

/** A personal access token goes with an empty user; one of Entra ID (three parts of base64) is a bearer. */
function authorization(token: string | null): Record<string, string> {
  if (token === null) return {};
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return { authorization: `Bearer ${token}` };
  return { authorization: `Basic ${Buffer.from(token.includes(':') ? token : `:${token}`).toString('base64')}` };
}
