/**
 * The story of a run of a protocol, message by message: a list of {@link io.troupe.app.story.Scene}
 * in the order of time, told as coloured text, as lines of JSON, and as a page with a sequence
 * diagram. Knows no protocol: who was there puts what happened into words.
 */
@NullMarked
package io.troupe.app.story;

import org.jspecify.annotations.NullMarked;
