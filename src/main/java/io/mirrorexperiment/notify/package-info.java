/** Tells others of a run: what its journal says, as messages to webhooks and chats, in the background and without any say in the run. */
@NullMarked
package io.mirrorexperiment.notify;

import org.jspecify.annotations.NullMarked;
