/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the window share.
 */

#pragma once

#include "nrn-advice.h"
#include "nrn-beats.h"
#include "nrn-canvas.h"
#include "nrn-code-window.h"
#include "nrn-data-view.h"
#include "nrn-epoch-line.h"
#include "nrn-finding-button.h"
#include "nrn-formula-bar.h"
#include "nrn-recovery.h"
#include "nrn-results-pane.h"
#include "nrn-setup-pane.h"
#include "nrn-transport.h"
#include "nrn-window.h"

G_BEGIN_DECLS

/**
 * NrnPane:
 * @NRN_PANE_SETUP: on the left
 * @NRN_PANE_RESULTS: on the right
 */
typedef enum
{
  NRN_PANE_SETUP,
  NRN_PANE_RESULTS,
} NrnPane;

/**
 * NrnWindowRoom:
 * @NRN_WINDOW_WIDE: enough for both panes
 * @NRN_WINDOW_NARROW: enough for one of them
 * @NRN_WINDOW_TIGHT: enough for the network, or for one of them
 */
typedef enum
{
  NRN_WINDOW_WIDE,
  NRN_WINDOW_NARROW,
  NRN_WINDOW_TIGHT,
} NrnWindowRoom;

struct _NrnWindow
{
  AdwApplicationWindow  parent_instance;

  NrnDocument          *document;       /* owned */
  GSimpleActionGroup   *train_actions;  /* owned */
  NrnCodeWindow        *code_window;    /* weak; NULL until it was asked for */
  GPtrArray            *pictures;       /* owned; each #NrnPicture in it, borrowed */
  GFile                *file;           /* owned; NULL for a sample experiment */
  NrnRecovery          *recovery;       /* owned */

  /* The last import into the experiment of a file; see nrn-window-table.c */
  struct {
    GFile              *file;           /* owned; NULL without one */
    NrnDataSource      *before;         /* owned; likewise */
    NrnDataSource      *imported;       /* owned; likewise */
  }                     import;
  gboolean              closes_when_saved;
  gboolean              is_saving;      /* a thread writes the file */
  NrnStepUnit           step_unit;
  guint                 tick_id;        /* 0 while nothing moves */

  /* What a screen reader was told last; see nrn-window-announce.c */
  char                 *announced;       /* owned */
  gint64                announced_at;    /* monotonic µs */
  guint                 announced_epoch;

  gint64                told_update;    /* of the interesting moment that was asked for last */

  /* The film of the past; see nrn-window-playback.c */
  struct {
    guint               tick_id;        /* 0 unless it runs */
    int                 direction;
    double              position;       /* updates */
    gint64              shown_update;
    gint64              frame_us;
  } playback;

  /* What of the next update is under way; see nrn-window-beats.c */
  struct {
    gboolean            is_unit;        /* a step is a beat */
    NrnBeats           *list;           /* owned; NULL unless one is under way */
    NrnBeat             beat;
    gboolean            by_mean;        /* was chosen last */
    gboolean            waits;          /* for the numbers of a large network */
    gboolean            trace_waits;    /* tried values, for the training to pause */
    gboolean            at_end;         /* with which beat to begin then */
    float              *watched;        /* owned; the sample before */
    int                 watched_row;    /* likewise; -1 for none of the rows */
    int                 room;           /* pixels that formulas have at the network's foot */
  } beats;
  NrnFormulaBar        *beat_bar;       /* unowned; NULL until there was something to say */
  NrnFormulaBar        *selection_bar;  /* likewise */
  gint64                formula_at;     /* when it was shown last; monotonic µs */

  NrnAdvice             banner_advice;  /* what its button does */
  NrnTimeline          *banner_closed_for; /* owned; the training it was closed for */

  NrnWindowRoom         room;
  gboolean              wants[2];       /* by NrnPane: where the window is wide */
  gboolean              shows[2];       /* by NrnPane: now */

  /* Made after the first frame, see nrn-window-panes.c; NULL until then */
  NrnSetupPane         *setup_pane;
  NrnResultsPane       *results_pane;

  /* Template children */
  AdwWindowTitle       *title;
  GtkWidget            *undo_button;
  GtkWidget            *redo_button;
  GtkWidget            *keep_button;
  GtkMenuButton        *menu_button;
  NrnFindingButton     *finding_button;
  AdwToastOverlay      *toasts;
  AdwToast             *last_toast;     /* borrowed; NULL once it has gone */
  AdwHeaderBar         *header_bar;
  GtkProgressBar       *header_progress;
  GtkInfoBar           *banner;
  GtkLabel             *banner_label;
  GtkButton            *banner_button;
  GtkPaned             *outer_paned;
  GtkPaned             *inner_paned;
  GtkWidget            *setup_area;
  GtkWidget            *page_switch;    /* a button for each page */
  AdwViewStack         *pages;
  NrnEpochLine         *epoch_line;
  GtkWidget            *network_box;
  GtkOverlay           *canvas_overlay;
  NrnCanvas            *canvas;
  GtkWidget            *data_area;      /* with the data view in it */
  GtkOverlay           *data_overlay;
  NrnDataView          *data_view;
  GtkWidget            *results_area;
  NrnTransport         *transport;
  GtkWidget            *drop_hint;
};

/* nrn-window-actions.c */
void                  nrn_window_add_actions    (NrnWindow            *window);
void                  nrn_window_remove_actions (NrnWindow            *window);
void                  nrn_window_update_actions (NrnWindow            *window);
GtkFileChooserNative *nrn_window_new_chooser    (NrnWindow            *window,
                                                 const char           *title,
                                                 GtkFileChooserAction  action,
                                                 const char           *accept,
                                                 GCallback             response);

/* nrn-window-announce.c */
void                  nrn_window_announce       (NrnWindow            *window,
                                                 const char           *sentence);
void                  nrn_window_announce_epoch (NrnWindow            *window);
void                  nrn_window_announce_words (NrnWindow            *window);

/* nrn-window-banner.c */
void                  nrn_window_update_banner      (NrnWindow         *window);
void                  nrn_window_banner_response_cb (NrnWindow         *window,
                                                     int                response);

/* nrn-window-beats.c */
void                  nrn_window_add_beat_actions   (NrnWindow         *window);
void                  nrn_window_step_beat          (NrnWindow         *window,
                                                     int                direction,
                                                     NrnBeatStride      stride);
void                  nrn_window_say_over           (NrnWindow         *window);
gboolean              nrn_window_steps_beats        (NrnWindow         *window);
gboolean              nrn_window_can_step_beat_back (NrnWindow         *window);
gboolean              nrn_window_end_beats          (NrnWindow         *window);
void                  nrn_window_check_beats        (NrnWindow         *window);
void                  nrn_window_begin_late_beats   (NrnWindow         *window);
void                  nrn_window_retell_formulas    (NrnWindow         *window);
void                  nrn_window_show_beat          (NrnWindow         *window);

/* nrn-window-tracer.c */
void                  nrn_window_add_tracer_actions (NrnWindow         *window);
gboolean              nrn_window_is_tracing         (NrnWindow         *window);
void                  nrn_window_begin_late_tracer  (NrnWindow         *window);
void                  nrn_window_step_tracer        (NrnWindow         *window,
                                                     int                direction,
                                                     NrnBeatStride      stride);
void                  nrn_window_retrace            (NrnWindow         *window);

/* nrn-window-code.c */
void                  nrn_window_add_code_actions   (NrnWindow         *window);
NrnCodeWindow        *nrn_window_get_code_window    (NrnWindow         *window);

/* nrn-window-csv.c */
char                 *nrn_window_print_log         (NrnDocument        *document);
char                 *nrn_window_print_predictions (NrnDocument        *document);
char                 *nrn_window_print_runs        (NrnDocument        *document);

/* nrn-window-exchange.c */
void                  nrn_window_add_import_actions    (NrnWindow      *window);
gboolean              nrn_window_import_tfjs           (NrnWindow      *window,
                                                        const char     *path,
                                                        GError        **error);
gboolean              nrn_window_save_onnx             (NrnDocument    *document,
                                                        const char     *path,
                                                        GError        **error);
gboolean              nrn_window_save_tfjs             (NrnDocument    *document,
                                                        const char     *folder,
                                                        GError        **error);

/* nrn-window-export.c */
void                  nrn_window_add_export_actions    (NrnWindow      *window);
void                  nrn_window_update_export_actions (NrnWindow      *window);
gboolean              nrn_window_export                (NrnWindow      *window,
                                                        const char     *name,
                                                        const char     *path,
                                                        GError        **error);
void                  nrn_window_export_to             (NrnWindow      *window,
                                                        const char     *name,
                                                        const char     *path);

/* nrn-window-file.c */
void                  nrn_window_add_file_actions      (NrnWindow      *window);
char                 *nrn_window_dup_file_name         (NrnWindow      *window);
void                  nrn_window_set_file              (NrnWindow      *window,
                                                        GFile          *file);
void                  nrn_window_update_file           (NrnWindow      *window);
gboolean              nrn_window_ask_to_close          (NrnWindow      *window);

/* nrn-window-formula.c */
void                  nrn_window_show_beat_formula     (NrnWindow      *window,
                                                        const char     *heading,
                                                        const char     *title,
                                                        const char     *row,
                                                        const GArray   *lines);
void                  nrn_window_reserve_beat_room     (NrnWindow      *window);
void                  nrn_window_release_beat_room     (NrnWindow      *window);
void                  nrn_window_update_formula        (NrnWindow      *window);

/* nrn-window-menu.c */
void                  nrn_window_fill_menu_late        (NrnWindow      *window);

/* nrn-window-open.c */
void                  nrn_window_add_open_actions      (NrnWindow      *window);
void                  nrn_window_add_drop_target       (NrnWindow      *window);

/* nrn-window-pages.c */
void                  nrn_window_add_pages             (NrnWindow      *window);
void                  nrn_window_focus_page            (NrnWindow      *window);
void                  nrn_window_update_page_switch    (NrnWindow      *window);

/* nrn-window-panes.c */
void                  nrn_window_add_pane_actions      (NrnWindow      *window);
void                  nrn_window_fill_panes_late       (NrnWindow      *window);
void                  nrn_window_set_up_panes          (NrnWindow      *window,
                                                        GSettings      *settings);
void                  nrn_window_fit_panes             (NrnWindow      *window,
                                                        int             width,
                                                        int             height);
gboolean              nrn_window_uncover               (NrnWindow      *window);

/* nrn-window-playback.c */
void                  nrn_window_play_back       (NrnWindow            *window,
                                                  int                   direction);
void                  nrn_window_stop_playback   (NrnWindow            *window);
gboolean              nrn_window_is_playing_back (NrnWindow            *window);
void                  nrn_window_look_back       (NrnWindow            *window);
void                  nrn_window_look_forward    (NrnWindow            *window);
void                  nrn_window_show_update     (NrnWindow            *window,
                                                  guint64               update);
void                  nrn_window_show_next_moment
                                                 (NrnWindow            *window,
                                                  int                   direction);

/* nrn-window-pictures.c */
void                  nrn_window_add_picture_menus     (NrnWindow      *window);
void                  nrn_window_collect_pictures      (NrnWindow      *window);

/* nrn-window-runs.c */
void                  nrn_window_add_run_actions       (NrnWindow      *window);
void                  nrn_window_update_run_actions    (NrnWindow      *window);

/* nrn-window-undo.c */
void                  nrn_window_add_undo_actions      (NrnWindow      *window);
void                  nrn_window_update_undo           (NrnWindow      *window);

/* nrn-window-view.c */
NrnWork              *nrn_window_dup_work              (NrnWindow      *window);
void                  nrn_window_show_view             (NrnWindow      *window,
                                                        const NrnView  *view);

/* nrn-window-table.c */
void                  nrn_window_add_table_actions (NrnWindow          *window);
gboolean              nrn_window_is_table          (GFile              *file);
void                  nrn_window_import_table      (NrnWindow          *window,
                                                    GFile              *file);
void                  nrn_window_import_text       (NrnWindow          *window,
                                                    const char         *text);
void                  nrn_window_follow_import     (NrnWindow          *window);
void                  nrn_window_forget_import     (NrnWindow          *window);

/* nrn-window.c */
void                  nrn_window_update_title   (NrnWindow            *window);
void                  nrn_window_say            (NrnWindow            *window,
                                                 const char           *sentence);

G_END_DECLS
