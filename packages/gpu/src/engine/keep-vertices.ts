/** Of the vertex shader of gpu.js. */
const ATTRIBUTES = [0, 1];

/**
 * gpu.js draws every kernel with the vertices of the one that was built last, and deletes them with it: from then on the others would draw nothing, and say nothing.
 * They are kept instead, a few bytes, until the context goes.
 */
export function keepVertices(gl: WebGL2RenderingContext): void {
  const deleteBuffer = gl.deleteBuffer.bind(gl);
  gl.deleteBuffer = (buffer) => {
    const drawn = ATTRIBUTES.map((index): unknown =>
      gl.getVertexAttrib(index, gl.VERTEX_ATTRIB_ARRAY_BUFFER_BINDING),
    );
    if (!drawn.includes(buffer)) deleteBuffer(buffer);
  };
}
