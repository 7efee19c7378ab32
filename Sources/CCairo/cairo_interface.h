#ifndef CAIRO_INTERFACE_H
#define CAIRO_INTERFACE_H

/// What is used of cairo's binary interface, which has not changed since version 1.8. Declared here, so that a build needs no headers of cairo and of
/// all that they bring along. Where those are installed they are read as well, and a declaration below that differs from theirs does not compile.
#if __has_include(<cairo/cairo.h>)
#include <cairo/cairo.h>

_Static_assert(CAIRO_STATUS_SUCCESS == 0 && CAIRO_STATUS_WRITE_ERROR == 11, "status");
_Static_assert(CAIRO_FORMAT_RGB24 == 1, "format");
_Static_assert(CAIRO_ANTIALIAS_DEFAULT == 0 && CAIRO_ANTIALIAS_NONE == 1 && CAIRO_ANTIALIAS_GRAY == 2, "antialias");
_Static_assert(CAIRO_LINE_CAP_BUTT == 0 && CAIRO_LINE_CAP_ROUND == 1 && CAIRO_LINE_CAP_SQUARE == 2, "line cap");
_Static_assert(CAIRO_FONT_SLANT_NORMAL == 0 && CAIRO_FONT_SLANT_ITALIC == 1, "slant");
_Static_assert(CAIRO_FONT_WEIGHT_NORMAL == 0 && CAIRO_FONT_WEIGHT_BOLD == 1, "weight");
_Static_assert(CAIRO_HINT_STYLE_NONE == 1 && CAIRO_HINT_METRICS_OFF == 1, "hints");
_Static_assert(CAIRO_FONT_TYPE_USER == 4, "font type");
_Static_assert(CAIRO_PATH_MOVE_TO == 0 && CAIRO_PATH_LINE_TO == 1 && CAIRO_PATH_CURVE_TO == 2 && CAIRO_PATH_CLOSE_PATH == 3, "path");
_Static_assert(sizeof(cairo_glyph_t) == sizeof(unsigned long) + 2 * sizeof(double), "glyph");
_Static_assert(sizeof(cairo_matrix_t) == 6 * sizeof(double), "matrix");
_Static_assert(sizeof(cairo_text_extents_t) == 6 * sizeof(double), "text extents");
_Static_assert(sizeof(cairo_font_extents_t) == 5 * sizeof(double), "font extents");
_Static_assert(sizeof(cairo_path_data_t) == 2 * sizeof(double), "path data");

#else

typedef enum _cairo_status { CAIRO_STATUS_SUCCESS = 0, CAIRO_STATUS_WRITE_ERROR = 11 } cairo_status_t;
typedef enum _cairo_format { CAIRO_FORMAT_INVALID = -1, CAIRO_FORMAT_RGB24 = 1 } cairo_format_t;
typedef enum _cairo_antialias { CAIRO_ANTIALIAS_DEFAULT, CAIRO_ANTIALIAS_NONE, CAIRO_ANTIALIAS_GRAY } cairo_antialias_t;
typedef enum _cairo_line_cap { CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_SQUARE } cairo_line_cap_t;
typedef enum _cairo_font_slant { CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_SLANT_ITALIC } cairo_font_slant_t;
typedef enum _cairo_font_weight { CAIRO_FONT_WEIGHT_NORMAL, CAIRO_FONT_WEIGHT_BOLD } cairo_font_weight_t;
typedef enum _cairo_font_type { CAIRO_FONT_TYPE_USER = 4 } cairo_font_type_t;
typedef enum _cairo_hint_style { CAIRO_HINT_STYLE_NONE = 1 } cairo_hint_style_t;
typedef enum _cairo_hint_metrics { CAIRO_HINT_METRICS_OFF = 1 } cairo_hint_metrics_t;
typedef enum _cairo_text_cluster_flags { CAIRO_TEXT_CLUSTER_FLAG_BACKWARD = 1 } cairo_text_cluster_flags_t;

typedef struct { unsigned long index; double x, y; } cairo_glyph_t;
typedef struct { int num_bytes, num_glyphs; } cairo_text_cluster_t;
typedef struct _cairo_matrix { double xx, yx, xy, yy, x0, y0; } cairo_matrix_t;
typedef struct { double x_bearing, y_bearing, width, height, x_advance, y_advance; } cairo_text_extents_t;
typedef struct { double ascent, descent, height, max_x_advance, max_y_advance; } cairo_font_extents_t;

/// A header says what follows and in how many entries, itself among them: `CAIRO_PATH_MOVE_TO` 0, line 1, curve 2, close 3.
typedef union _cairo_path_data_t {
    struct { int type, length; } header;
    struct { double x, y; } point;
} cairo_path_data_t;
typedef struct cairo_path { cairo_status_t status; cairo_path_data_t *data; int num_data; } cairo_path_t;

#endif

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct _cairo_font_face cairo_font_face_t;
typedef struct _cairo_scaled_font cairo_scaled_font_t;
typedef struct _cairo_font_options cairo_font_options_t;
typedef cairo_status_t (*cairo_write_func_t)(void *closure, const unsigned char *data, unsigned int length);

/// Every function that is used: what it returns, its name behind `cairo_`, its parameters.
#define CAIRO_FUNCTIONS(USE)                                                                                                      \
    USE(cairo_surface_t *, image_surface_create, (cairo_format_t, int width, int height))                                        \
    USE(cairo_status_t, surface_write_to_png_stream, (cairo_surface_t *, cairo_write_func_t, void *closure))                     \
    USE(void, surface_finish, (cairo_surface_t *))                                                                               \
    USE(cairo_status_t, surface_status, (cairo_surface_t *))                                                                     \
    USE(void, surface_destroy, (cairo_surface_t *))                                                                              \
    USE(cairo_t *, create, (cairo_surface_t *))                                                                                  \
    USE(void, destroy, (cairo_t *))                                                                                              \
    USE(cairo_status_t, status, (cairo_t *))                                                                                     \
    USE(void, set_source_rgba, (cairo_t *, double red, double green, double blue, double alpha))                                 \
    USE(void, set_antialias, (cairo_t *, cairo_antialias_t))                                                                     \
    USE(void, new_path, (cairo_t *))                                                                                             \
    USE(void, glyph_path, (cairo_t *, const cairo_glyph_t *, int count))                                                         \
    USE(cairo_path_t *, copy_path, (cairo_t *))                                                                                  \
    USE(void, path_destroy, (cairo_path_t *))                                                                                    \
    USE(void, move_to, (cairo_t *, double x, double y))                                                                          \
    USE(void, line_to, (cairo_t *, double x, double y))                                                                          \
    USE(void, curve_to, (cairo_t *, double x1, double y1, double x2, double y2, double x3, double y3))                           \
    USE(void, stroke, (cairo_t *))                                                                                               \
    USE(void, set_line_width, (cairo_t *, double))                                                                               \
    USE(void, set_line_cap, (cairo_t *, cairo_line_cap_t))                                                                       \
    USE(cairo_font_face_t *, toy_font_face_create, (const char *family, cairo_font_slant_t, cairo_font_weight_t))                \
    USE(void, font_face_destroy, (cairo_font_face_t *))                                                                          \
    USE(cairo_font_options_t *, font_options_create, (void))                                                                     \
    USE(void, font_options_destroy, (cairo_font_options_t *))                                                                    \
    USE(void, font_options_set_hint_style, (cairo_font_options_t *, cairo_hint_style_t))                                         \
    USE(void, font_options_set_hint_metrics, (cairo_font_options_t *, cairo_hint_metrics_t))                                     \
    USE(void, font_options_set_antialias, (cairo_font_options_t *, cairo_antialias_t))                                           \
    USE(cairo_scaled_font_t *, scaled_font_create,                                                                               \
        (cairo_font_face_t *, const cairo_matrix_t *font, const cairo_matrix_t *user, const cairo_font_options_t *))             \
    USE(void, scaled_font_destroy, (cairo_scaled_font_t *))                                                                      \
    USE(cairo_status_t, scaled_font_status, (cairo_scaled_font_t *))                                                             \
    USE(cairo_font_type_t, scaled_font_get_type, (cairo_scaled_font_t *))                                                        \
    USE(cairo_status_t, scaled_font_text_to_glyphs,                                                                              \
        (cairo_scaled_font_t *, double x, double y, const char *utf8, int length, cairo_glyph_t **, int *count,                  \
         cairo_text_cluster_t **, int *clusters, cairo_text_cluster_flags_t *))                                                  \
    USE(void, scaled_font_glyph_extents, (cairo_scaled_font_t *, const cairo_glyph_t *, int count, cairo_text_extents_t *))      \
    USE(void, scaled_font_extents, (cairo_scaled_font_t *, cairo_font_extents_t *))                                              \
    USE(void, set_scaled_font, (cairo_t *, const cairo_scaled_font_t *))                                                         \
    USE(void, show_glyphs, (cairo_t *, const cairo_glyph_t *, int count))                                                        \
    USE(void, glyph_free, (cairo_glyph_t *))                                                                                     \
    USE(void, matrix_init_scale, (cairo_matrix_t *, double x, double y))                                                         \
    USE(void, matrix_init_identity, (cairo_matrix_t *))

#define CAIRO_DECLARE(result, name, parameters) result cairo_##name parameters;
CAIRO_FUNCTIONS(CAIRO_DECLARE)
#undef CAIRO_DECLARE

#endif
