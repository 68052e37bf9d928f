/** What the command-line programs of this module share: failures a user can fix, interruption, settings, log lines. */
package shop.local.program;
