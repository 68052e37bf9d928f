/** The shop and its stack in containers, as {@code docker compose} runs them. */
package shop.local.compose;
