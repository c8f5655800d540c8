/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The pages of the help. They are in the program, so that they are there without a
 * network and outside of every sandbox.
 */

#include "config.h"

#include "nrn-help-pages.h"

#include <glib/gi18n.h>

static const NrnHelpPage pages[] = {
  {
    .name = "start",
    .title = N_("First Steps"),
    .texts = {
      N_("Press Space: the network in the middle learns from the data on the left, and the results on "
         "the right follow. Space stops it, at any moment and without losing anything."),
      N_("The first experiment is a drug trial: 2,100 people, their ages, and who had side effects. From 65 "
         "on most have them; one in twenty is an exception, which nobody can foresee."),
      N_("Change anything: it applies at once, and Ctrl+Z takes it back. Other experiments are in the list of "
         "data sets at the top left; a CSV file or a copied table works, too."),
    },
  },
  {
    .name = "network",
    .title = N_("The Picture"),
    .texts = {
      N_("Each circle is a unit; inside is its output over the range of its input. Each line is a weight: the hue "
         "is its sign, dashes are negative where colors are not enough, the width is its size."),
      N_("Click a unit or a line to read it: the sum with all its numbers, the gradient, the next update. Arrow keys walk "
         "from one to the next; Esc lets go."),
      N_("Buttons below a layer add and remove units, a + between two adds a layer, and a click on a heading opens "
         "its arguments. Insert and Delete do the same, with Ctrl for layers. Or type the whole network: "
         "“1-6-32-2 relu relu sigmoid”."),
      N_("The strip below shows all people or rows with the prediction. A click sends that one through."),
    },
  },
  {
    .name = "training",
    .title = N_("Training, Step by Step"),
    .texts = {
      N_("The bar at the bottom works as that of a media player. The speed goes from one sample a second to as fast as "
         "it can; no number depends on it."),
      N_("A step is a sample, a batch, an epoch or a beat. With beats, Page Down shows one thing at a time: products, "
         "sum, activation, loss, then the gradients back and each weight before and after. Shift takes a whole "
         "phase, Page Up goes back, Esc ends it."),
      N_("A seed decides all that is random: the first weights, the order, dropout. The die takes another seed. The "
         "same seed gives the same numbers, to the last bit."),
    },
  },
  {
    .name = "past",
    .title = N_("Back in Time"),
    .texts = {
      N_("The scale at the bottom holds every update of the run. Drag it, or use the arrow keys: network, curves, maps and "
         "formulas show that moment. Space plays on from there, Shift+Space backwards."),
      N_("Marks tell of moments that matter, such as a unit that went off or the best loss; Ctrl+Page Down and "
         "Ctrl+Page Up go from one to the next."),
      N_("“Go On” makes the moment the present, with other settings if you change them there. The run until "
         "then is kept on the page Runs."),
    },
  },
  {
    .name = "numbers",
    .title = N_("Reading the Numbers"),
    .texts = {
      N_("Each formula stands there three times: with symbols, with numbers, and what comes out. Numbers are rounded at the "
         "end only; Ctrl+Shift+D shows more digits, so that you can recompute them by hand."),
      N_("The loss in the log is the mean over the epoch while the weights were changing, as Keras prints it. The table "
         "and the matrix use the weights as they are now, so they are often a little better."),
      N_("“This update” follows one weight from the loss to its new value. “Loss over this weight” draws the "
         "valley that it lies in: drag the ball, or try a learning rate until the step is too long."),
      N_("A click on a wrong row shows what pulled the prediction there, and whether the network could know."),
    },
  },
  {
    .name = "data",
    .title = N_("Data"),
    .texts = {
      N_("The page Data (Alt+2) shows all rows, how each feature is spread, how it is scaled, and what is held out for "
         "validation. Where there are two features, points can be added and moved by hand."),
      N_("“Import CSV…” detects the separator, the decimal sign and the header. Choose for each column whether it "
         "is a feature, the target or left out. Texts as targets become classes."),
      N_("Scale features that are not about as large as 1: a network learns badly from ages in the hundreds beside "
         "fractions. The finding in the header says so, with a button that does it."),
    },
  },
  {
    .name = "benches",
    .title = N_("Benches"),
    .texts = {
      N_("The page Benches (Alt+3) is for trying one thing at a time: losses over one output, activations and their "
         "slopes, learning rates and optimizers side by side, a hundred seeds, and how layers without "
         "activations become one."),
    },
  },
  {
    .name = "runs",
    .title = N_("Runs"),
    .texts = {
      N_("Ctrl+B keeps the run as it is. The page Runs (Alt+4) draws the kept ones in one plot, says what differs "
         "between them, and loads one back with its weights."),
    },
  },
  {
    .name = "trouble",
    .title = N_("When It Does Not Learn"),
    .texts = {
      N_("The button in the header with a number lists what looks wrong, each with its evidence and a button that "
         "mends it. What it does can be undone."),
      N_("The loss does not move: the learning rate may be too small, or all units of a layer are off. Try another "
         "seed, or leaky_relu."),
      N_("The loss jumps or becomes infinite: the learning rate is too large. Training then stops, and the last good "
         "weights stay."),
      N_("Training is better than validation: the network learns the rows by heart. Take fewer units, add Dropout, or "
         "stop early."),
    },
  },
  {
    .name = "files",
    .title = N_("Files and Keras"),
    .texts = {
      N_("An experiment is saved with its weights and its past as a .neurons file. After a crash, what was not saved is "
         "offered back."),
      N_("“Keras Code” (Ctrl+K) shows the experiment as a Python program. Paste a program of your course, "
         "and its network, loss and optimizer are taken over."),
      N_("“Export” in the menu writes pictures, the log, predictions, and the network for TensorFlow.js and ONNX. "
         "The command neurons-cli does all that without a window, with the same numbers."),
    },
  },
};

/**
 * nrn_help_pages_get:
 * @n_pages: (out): how many there are
 *
 * Returns: (array length=n_pages) (transfer none): the pages, in the order of a
 *   first reading
 */
const NrnHelpPage *
nrn_help_pages_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);

  return pages;
}
