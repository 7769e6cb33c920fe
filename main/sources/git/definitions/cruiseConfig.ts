import { parseCruiseConfig } from '../../gocd/configXml';
import { Unusable } from '../../gocd/replies';
import { ShapeError } from './pipelineShape';
import type { PipelineShape } from './pipelineShape';

/** `cruise-config.xml`, as GoCD keeps it in a repository of its own: every pipeline with its materials and environments. */
export function cruiseConfig(text: string, path: string): PipelineShape[] {
  try {
    const shapes = parseCruiseConfig(text, 0, path).map(({ pipeline, stages, materials, environments }) => ({
      ...{ pipeline, stages, materials, environments },
      upstream: [],
    }));
    if (shapes.length === 0) throw new ShapeError('no pipelines in the file');
    return shapes;
  } catch (error) {
    if (error instanceof Unusable) throw new ShapeError(error.message);
    throw error;
  }
}
